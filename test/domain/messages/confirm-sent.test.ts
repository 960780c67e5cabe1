import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { memoryOutbox } from '../../../src/adapters/memory/delivery-store.ts';
import { memoryMediaStore } from '../../../src/adapters/memory/media-store.ts';
import { memorySockets } from '../../../src/adapters/memory/sockets.ts';
import { confirmSent } from '../../../src/domain/messages/confirm-sent.ts';
import { sendByFrame } from '../../../src/domain/messages/said-by-frame.ts';
import { setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

test('Given a conversation whose messages a provider is handed, when one is sent quietly, then it is answered at once and never told by a ping', async () => {
  const [stores, sockets] = [memoryStores(), memorySockets()];
  const deps = { ...stores, sockets, outbox: memoryOutbox(), media: memoryMediaStore() };
  const me = { ...aPrincipal({ userId: 'agent-1' }), channelId: 'channel-1', connectionId: 'socket-1' };
  const received = sockets.connect('socket-1');
  const { head } = await stores.heads.create(aHead({ deliveryMode: 'provider' }));
  const part = { conversationId: head.conversationId, communicationId: 'a1', clientMessageId: 'm-1' };
  const frame = { message: 'send', ...part, textBody: 'hello', quiet: true } as const;
  await sendByFrame({ ...deps, clock: setClock(), newId: randomUUID }, me, frame);
  expect(received).toMatchObject([{ eventBody: { message: 'sent', body: { seq: 2 } } }]);
  expect(await confirmSent(deps, me, [part])).toEqual([]);
});
