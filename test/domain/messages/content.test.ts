import { describe, expect, test } from 'vitest';
import { sendAgentMessage } from '../../../src/domain/messages/send-agent-message.ts';
import { setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { messageDeps } from '../../support/message-deps.ts';
import { memoryStores } from '../../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1' });
const content = [{ contentType: 'QuickReply' as const, quickReply: { text: 'Yes' } }];

describe('what an agent says beside the text', () => {
  const send = async (head = aHead()) => {
    const stores = memoryStores();
    const deps = messageDeps(stores, setClock());
    await stores.heads.create(head);
    const to = { conversationId: head.conversationId, communicationId: 'a1' };
    const sent = sendAgentMessage(deps, agent, to, { textBody: 'Is it this?', content });
    return { sent, seq: async () => (await stores.heads.get(head))?.seq };
  };

  test('Given a customer who is reached without a provider, when choices are sent, then they are stored with the text', async () => {
    const { sent } = await send();
    expect((await sent).normalizedMessage).toMatchObject({ type: 'Structured', content });
  });

  test('Given a customer whom a provider reaches, when choices are sent, then they are refused and no place is taken', async () => {
    const { sent, seq } = await send(aHead({ deliveryMode: 'provider', seq: 5 }));
    await expect(sent).rejects.toMatchObject({ code: 'bad.request', details: [{ path: 'content' }] });
    expect(await seq()).toBe(5);
  });
});
