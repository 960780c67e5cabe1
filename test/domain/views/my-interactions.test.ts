import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { accept, leave } from '../../../src/domain/conversation/change-part.ts';
import { connectParticipant } from '../../../src/domain/conversation/participants.ts';
import { readConversation, readMessages } from '../../../src/domain/conversation/read-conversation.ts';
import { transfer } from '../../../src/domain/conversation/transfer.ts';
import { wholeOf } from '../../../src/domain/conversation/whole-conversation.ts';
import { startMonitoring } from '../../../src/domain/monitoring/start-monitoring.ts';
import { stopMonitoring } from '../../../src/domain/monitoring/stop-monitoring.ts';
import type { Principal } from '../../../src/domain/shared/principal.ts';
import { readMyInteractions } from '../../../src/domain/views/my-interactions.ts';
import { setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

/** A conversation with one agent; nothing here reads the stream, so that only what calls wrote themselves is there. */
const scene = async () => {
  const stores = memoryStores();
  const deps = { ...stores, clock: setClock(), newId: randomUUID as () => string };
  const { head } = await stores.heads.create(aHead());
  const { conversationId } = head;
  const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C', text: 'Hello' } as const;
  await stores.transcript.put({ tenantId: 'tenant-a', conversationId, seq: 1, time: 1, ...said }, {});
  const panel = async (me: Principal) =>
    (await readMyInteractions(deps, me)).entities.map(({ id }) => id === conversationId);
  return { stores, deps, head, conversationId, panel };
};

const as = (userId: string) => aPrincipal({ userId, name: userId });

describe("a user's interaction list, in the very next read", () => {
  test('Given an agent, when they join and leave, then it shows and no more', async () => {
    const { deps, conversationId, panel } = await scene();
    const me = as('agent-2');
    const input = { purpose: 'agent', user: { id: 'agent-2', name: 'Two' } } as const;
    const { id } = await connectParticipant(deps, me, conversationId, input);
    expect(await panel(me)).toEqual([true]);
    await leave(deps, me, { conversationId, participantId: id });
    expect(await panel(me)).toEqual([]);
  });

  test('Given an agent who is connected by another and one who takes over, when they are or accept, then it shows', async () => {
    const { deps, conversationId, panel } = await scene();
    const [asked, taker] = [as('agent-2'), as('agent-3')];
    const input = { purpose: 'agent', user: { id: 'agent-2', name: 'Two' } } as const;
    const { id } = await connectParticipant(deps, as('router'), conversationId, input);
    expect(await panel(asked)).toEqual([true]);
    await accept(deps, asked, { conversationId, participantId: id });
    expect(await panel(asked)).toEqual([true]);
    await transfer(deps, taker, { conversationId, participantId: id }, { userId: 'agent-3' });
    expect([await panel(asked), await panel(taker)]).toEqual([[], [true]]);
  });

  test('Given a supervisor, when they claim and stop, then it shows as monitored and no more', async () => {
    const { deps, stores, conversationId, panel } = await scene();
    const me = as('supervisor-1');
    await stores.presences.put('tenant-a', me.userId, { systemPresence: 'Available', version: 1 });
    const { session } = await startMonitoring(deps, me, { conversationId, participantId: 'a1' }, {});
    expect(await panel(me)).toEqual([true]);
    const [mine] = (await readMyInteractions(deps, me)).entities;
    expect(mine?.participants.at(-1)).toMatchObject({ mediaRoles: ['monitor'], id: session.participantId });
    await stopMonitoring(deps, me, session.id);
    expect(await panel(me)).toEqual([]);
  });
});

describe('a conversation with what was said', () => {
  test('Given who takes part, who monitors and who merely sees it, when they read it, then the first two are told which messages there are', async () => {
    const { deps, stores, conversationId } = await scene();
    const supervisor = as('supervisor-1');
    await stores.presences.put('tenant-a', 'supervisor-1', { systemPresence: 'Available', version: 1 });
    const messagesFor = async (me: Principal) =>
      (await readConversation(deps, me, conversationId)).participants[0]?.messages?.map(
        ({ messageId }) => messageId,
      );
    const before = await messagesFor(as('agent-1'));
    expect(before).toEqual([`${conversationId}.1`]);
    expect(await messagesFor(supervisor)).toBeUndefined();
    await startMonitoring(deps, supervisor, { conversationId, participantId: 'a1' }, {});
    expect(await messagesFor(supervisor)).toEqual([`${conversationId}.1`]);
    expect(await messagesFor(as('agent-1'))).toEqual(before);
    expect(await messagesFor(as('onlooker'))).toBeUndefined();
  });

  test('Given the whole of it, then it says what the view says, in the words of every medium', async () => {
    const { deps, conversationId } = await scene();
    const whole = wholeOf(await readConversation(deps, as('agent-1'), conversationId));
    expect(
      whole.participants.map(({ purpose, userId, messages }) => [purpose, userId, messages[0]?.state]),
    ).toEqual([
      ['customer', undefined, 'connected'],
      ['agent', 'agent-1', 'connected'],
    ]);
  });

  test('Given ids of messages, of others and of none, when they are read at once, then those there are answer', async () => {
    const { deps, conversationId } = await scene();
    const ids = [`${conversationId}.1`, `${conversationId}.2`, 'other.1', `${conversationId}.1`];
    const { entities } = await readMessages(deps, as('agent-1'), conversationId, ids);
    expect(entities).toMatchObject([
      { textBody: 'Hello', normalizedMessage: { type: 'Text', text: 'Hello' }, direction: 'inbound' },
    ]);
    await expect(
      readMessages(deps, aPrincipal({ divisions: ['x'] }), conversationId, ids),
    ).rejects.toMatchObject({ code: 'not.found' });
  });
});
