import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dynamoGuestStore } from '../../src/adapters/dynamodb/guest-store.ts';
import { memoryOutbox } from '../../src/adapters/memory/delivery-store.ts';
import { memoryGuestStore } from '../../src/adapters/memory/guest-store.ts';
import { fromContext, toContext } from '../../src/app/principal-context.ts';
import { limits } from '../../src/contract/limits.ts';
import { topics } from '../../src/contract/topics.ts';
import { connectParticipant, endConversation } from '../../src/domain/conversation/participants.ts';
import { readGuestMessages, sendGuestMessage } from '../../src/domain/messages/guest-conversation.ts';
import { openSession, verifyGuest } from '../../src/domain/messages/guest-session.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';
import { authorizeTopic } from '../../src/domain/monitoring/authorize-topic.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { messageDeps } from '../support/message-deps.ts';
import { dynamoStores } from '../support/stores.ts';

const engine = useEngine();
const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
const site = { tenantId: 'tenant-a', integrationId: 'site-1' };
const all = { afterSeq: 0, limit: 200 };

const setUp = async (guests = dynamoGuestStore(engine.client(), 'Sockets')) => {
  const clock = setClock();
  const stores = dynamoStores(engine.client(), clock);
  const outbox = memoryOutbox();
  const deps = { ...messageDeps(stores, clock), outbox, guests };
  const queue = { id: 'queue-1' };
  await stores.queues.put('tenant-a', { ...queue, name: 'Queue', division: { id: 'division-1' } });
  await stores.integrations.put('tenant-a', { id: 'site-1', messageType: 'webmessaging', queue });
  await stores.integrations.put('tenant-a', { id: 'open-1', messageType: 'open', queue });
  const guest = async (): Promise<Principal> => {
    const { token } = await openSession(deps, site, undefined);
    const me = await verifyGuest(deps, token);
    if (me === undefined) throw new Error('the guest was not let in');
    // As the authorizer's context carries it.
    return fromContext(toContext(me));
  };
  return { deps, clock, guest };
};

const withAgent = async (deps: Awaited<ReturnType<typeof setUp>>['deps'], conversationId: string) => {
  const user = { id: 'agent-1', name: 'Agent One' };
  const { id } = await connectParticipant(deps, agent, conversationId, { purpose: 'agent', user });
  return { conversationId, communicationId: id };
};

const connectGuest = async (deps: Awaited<ReturnType<typeof setUp>>['deps'], me: Principal) => {
  const connectionId = randomUUID();
  const channelId = randomUUID();
  const frames = deps.sockets.connect(connectionId);
  const until = me.expires;
  await deps.channels.create({ ...me, channelId, created: me.issued, until, topics: [] }, 'hash', until);
  const topic = topics.guestMessages(me.userId);
  const bound = {
    tenantId: me.tenantId,
    topic,
    channelId,
    userId: me.userId,
    issued: me.issued,
    until,
    connectionId,
  };
  await deps.channels.subscribe([bound]);
  return frames;
};

describe.each([
  ['DynamoDB', () => dynamoGuestStore(engine.client(), 'Sockets')],
  ['memory', memoryGuestStore],
])('guests in %s', (_, make) => {
  test('Given a session, when its token is shown, then it is that guest, until it expires', async () => {
    const { deps, clock } = await setUp(make());
    const { token, id } = await openSession(deps, site, 'Visitor');
    const me = await verifyGuest(deps, token);
    expect(me).toMatchObject({ tenantId: 'tenant-a', userId: id, name: 'Visitor', guestOf: 'site-1' });
    expect([me?.permissions, me?.divisions]).toEqual([[], []]);
    clock.move(limits.guestSessionMs);
    expect(await verifyGuest(deps, token)).toBeUndefined();
  });

  test.each([
    ['another secret', (token: string) => `${token.slice(0, -4)}AAAA`],
    [
      'another tenant',
      (token: string) => token.replace(/^[^.]+/, Buffer.from('tenant-b').toString('base64url')),
    ],
    ['another guest', (token: string) => token.replace(/\.[^.]+\./, `.${randomUUID()}.`)],
    ['nothing', () => ''],
  ])('Given a token with %s, when it is shown, then nobody is let in', async (_what, broken) => {
    const { deps } = await setUp(make());
    const { token } = await openSession(deps, site, undefined);
    expect(await verifyGuest(deps, broken(token))).toBeUndefined();
  });
});

describe("a guest's conversation", () => {
  test('Given an integration that is no web messaging, or none, when a guest asks, then there is nothing', async () => {
    const { deps } = await setUp();
    for (const integrationId of ['open-1', 'nothing'])
      await expect(openSession(deps, { ...site, integrationId }, undefined)).rejects.toMatchObject({
        code: 'not.found',
      });
  });

  test('Given two guests, when both write and read, then each has their own conversation', async () => {
    const { deps, guest } = await setUp();
    const [one, two] = [await guest(), await guest()];
    const first = await sendGuestMessage(deps, one, { text: 'from one', clientMessageId: 'a' });
    await sendGuestMessage(deps, one, { text: 'from one', clientMessageId: 'a' });
    await sendGuestMessage(deps, two, { text: 'from two', clientMessageId: 'a' });
    const [mine, theirs] = [await readGuestMessages(deps, one, all), await readGuestMessages(deps, two, all)];
    expect(mine.entities.map((entry) => entry.text)).toEqual(['from one']);
    expect(mine.conversationId).toBe(first.conversationId);
    expect(theirs.entities.map((entry) => entry.text)).toEqual(['from two']);
    expect(theirs.conversationId).not.toBe(mine.conversationId);
  });

  test('Given a guest on a socket, when the agent writes, then the message arrives, to this guest alone, and no provider is asked', async () => {
    const { deps, guest } = await setUp();
    const [me, other] = [await guest(), await guest()];
    const [mine, theirs] = [await connectGuest(deps, me), await connectGuest(deps, other)];
    const { conversationId } = await sendGuestMessage(deps, me, { text: 'hello' });
    const to = await withAgent(deps, conversationId);
    const sent = await sendAgentMessage(deps, agent, to, { textBody: 'good day' });
    await deps.settled();
    expect(mine.map((frame) => frame.eventBody)).toEqual([
      expect.objectContaining({
        id: sent.id,
        seq: 2,
        direction: 'Outbound',
        text: 'good day',
        name: 'Agent One',
      }),
    ]);
    expect(theirs).toEqual([]);
    expect(deps.outbox.waiting).toEqual([]);
  });

  test('Given a guest, when topics are asked for, then only their own messages are permitted, and to no user', async () => {
    const { deps, guest } = await setUp();
    const [me, other] = [await guest(), await guest()];
    const verdicts = async (who: Principal, names: readonly string[]) =>
      (await Promise.all(names.map((name) => authorizeTopic(deps, who, name)))).map((v) => v.permitted);
    const own = topics.guestMessages(me.userId);
    const { conversationId } = await sendGuestMessage(deps, me, { text: 'hello' });
    const others = [
      topics.guestMessages(other.userId),
      topics.transcript(conversationId),
      topics.myConversations(me.userId),
      topics.myPresence(me.userId),
      topics.queueConversations('queue-1'),
    ];
    expect(await verdicts(me, [own, ...others])).toEqual([true, false, false, false, false, false]);
    expect(await verdicts(aPrincipal({ userId: me.userId }), [own])).toEqual([false]);
  });

  test('Given an ended conversation, when the guest writes again, then a new one begins at 1', async () => {
    const { deps, guest } = await setUp();
    const me = await guest();
    const first = await sendGuestMessage(deps, me, { text: 'one' });
    await endConversation(deps, agent, first.conversationId);
    expect((await readGuestMessages(deps, me, all)).state).toBe('disconnected');
    const second = await sendGuestMessage(deps, me, { text: 'two' });
    expect([second.conversationId === first.conversationId, second.seq]).toEqual([false, 1]);
  });

  test('Given a conversation with and without a monitor, when guest and agent write, then the guest gets the same bytes', async () => {
    const play = async (monitored: boolean): Promise<string> => {
      const { deps, guest } = await setUp();
      const me = await guest();
      const frames = await connectGuest(deps, me);
      const first = await sendGuestMessage(deps, me, { text: 'hello', clientMessageId: 'a' });
      const to = await withAgent(deps, first.conversationId);
      if (monitored) {
        await deps.presences.put('tenant-a', 'supervisor-1', {
          systemPresence: 'Available',
          modified: 0,
          version: 1,
        });
        const whom = { conversationId: to.conversationId, participantId: to.communicationId };
        await startMonitoring(deps, aPrincipal(), whom, {});
      }
      await sendAgentMessage(deps, agent, to, { textBody: 'good day' });
      await deps.settled();
      const second = await sendGuestMessage(deps, me, { text: 'thanks', clientMessageId: 'b' });
      const read = await readGuestMessages(deps, me, all);
      return JSON.stringify([first, second, read, frames])
        .replaceAll(first.conversationId, 'CONVERSATION')
        .replaceAll(me.userId, 'GUEST');
    };
    expect(await play(true)).toBe(await play(false));
  });
});
