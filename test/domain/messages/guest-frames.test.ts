import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { topics } from '../../../src/contract/topics.ts';
import type { Purpose } from '../../../src/contract/words.ts';
import { heartbeat } from '../../../src/domain/monitoring/heartbeat.ts';
import { subscribeFrame } from '../../../src/domain/monitoring/subscribe.ts';
import { storeMessage } from '../../../src/domain/transcript/message.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { useEngine } from '../../support/engine.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { messageDeps } from '../../support/message-deps.ts';
import { dynamoStores } from '../../support/stores.ts';

const engine = useEngine();
const tenantId = 'tenant-a';

/** Who says what stands at each seq of the conversation that is played. */
const speakers: readonly Purpose[] = ['customer', 'bot', 'agent', 'customer', 'agent'];

/** A guest on a socket, whose conversation has every seq taken and nothing stored. */
const setUp = async () => {
  const clock = setClock();
  const stores = dynamoStores(engine.client(), clock);
  const deps = messageDeps(stores, clock);
  const me = aPrincipal({ userId: randomUUID(), name: 'Guest', permissions: [], divisions: [] });
  const guest = { ...me, guestOf: 'site-1', channelId: randomUUID(), connectionId: randomUUID() };
  const frames = deps.sockets.connect(guest.connectionId);
  await deps.channels.create({ ...guest, created: epoch, until: me.expires, topics: [] }, 'hash', me.expires);
  const subscribe = () => subscribeFrame(deps, guest, { topics: [topics.guestMessages(me.userId)] });
  const head = aHead({
    seq: speakers.length,
    deliveryMode: 'guest',
    participants: {
      [me.userId]: { purpose: 'customer', name: 'Guest', since: epoch },
      a1: { purpose: 'agent', name: 'Agent One', userId: 'agent-1', since: epoch },
    },
  });
  /** The second of a sender's two writes, and what the stream makes of it. */
  const store = async (seq: number, of = head, purpose = speakers[seq - 1] ?? 'agent'): Promise<void> => {
    const participantId = purpose === 'customer' ? me.userId : 'a1';
    const said = { type: 'Text', participantId, purpose, name: purpose, text: `${seq}` } as const;
    await storeMessage(deps, of, seq, said, clock.now());
    await deps.settled();
  };
  const pushed = (of = head) =>
    frames.flatMap(({ eventBody }) =>
      eventBody.conversationId === of.conversationId ? [`${eventBody.seq} ${eventBody.type}`] : [],
    );
  return { deps, clock, guest, head, frames, subscribe, store, pushed };
};

const others = speakers.flatMap((purpose, i) => (purpose === 'customer' ? [] : [`${i + 1} Text`]));

/** Every order of these. */
const orders = (of: readonly number[]): readonly (readonly number[])[] =>
  of.length < 2
    ? [of]
    : of.flatMap((one) => orders(of.filter((other) => other !== one)).map((o) => [one, ...o]));

describe("a guest's frames", () => {
  test('Given senders who stall between their two writes, the guest among them, when they are done in any order, then the guest is pushed what others said, each once, in the order of seq', async () => {
    const { subscribe, head, store, pushed } = await setUp();
    await subscribe();
    for (const order of orders([1, 2, 3, 4])) {
      const conversation = { ...head, conversationId: randomUUID() };
      for (const seq of [...order, 5]) await store(seq, conversation);
      expect([order, pushed(conversation)]).toEqual([order, others]);
    }
  });

  test('Given two conversations of a guest, when a late write of the first comes amid the second, then nothing of the second is pushed twice', async () => {
    const { subscribe, head, store, pushed } = await setUp();
    await subscribe();
    for (const seq of [1, 2, 4, 5]) await store(seq);
    const next = { ...head, conversationId: randomUUID() };
    for (const seq of [1, 2]) await store(seq, next);
    await store(3);
    for (const seq of [3, 4, 5]) await store(seq, next);
    expect([pushed(), pushed(next)]).toEqual([others, others]);
  });

  test('Given a sender who died between two writes, when no request can be under way any more, then its place is lost to the guest for good, in order, and the retry fills it no more', async () => {
    const { subscribe, clock, deps, head, store, pushed } = await setUp();
    await subscribe();
    for (const seq of [1, 3]) await store(seq);
    expect(pushed()).toEqual([]);
    clock.move(limits.gapMs);
    await store(4);
    expect(pushed()).toEqual(['2 Lost', '3 Text']);
    await store(2);
    await store(5);
    expect(pushed()).toEqual(['2 Lost', '3 Text', '5 Text']);
    expect((await deps.transcript.get(head, 2))?.type).toBe('Lost');
  });

  test('Given a guest who writes many times in a row, when two agents answer and the first is slow, then both are pushed in order', async () => {
    const { subscribe, store, pushed } = await setUp();
    await subscribe();
    const many = limits.transcriptPage + 50;
    const own = Array.from({ length: many }, (_, i) => i + 1);
    for (const some of [own.slice(0, many / 2), own.slice(many / 2)])
      await Promise.all(some.map((seq) => store(seq, undefined, 'customer')));
    await store(many + 2);
    await store(many + 1);
    expect(pushed()).toEqual([`${many + 1} Text`, `${many + 2} Text`]);
  });

  test('Given a conversation that goes on, when its guest subscribes and pings, then pushes begin behind what is read, and the pong says how far that is', async () => {
    const { subscribe, deps, guest, head, store, pushed, frames } = await setUp();
    const address = { tenantId, integrationId: guest.guestOf, from: guest.userId };
    await heartbeat(deps, guest, undefined);
    expect(frames.at(-1)?.eventBody).toEqual({ message: 'pong', conversations: [] });
    await deps.addresses.point(address, undefined, head.conversationId);
    await deps.heads.create({ ...head, seq: 3 });
    for (const seq of [1, 2, 3]) await store(seq);
    await subscribe();
    await heartbeat(deps, guest, undefined);
    const { conversationId } = head;
    expect(frames.at(-1)?.eventBody).toEqual({
      message: 'pong',
      conversations: [{ conversationId, headSeq: 3 }],
    });
    await store(5);
    expect(pushed()).toEqual([]);
    await store(4);
    expect(pushed()).toEqual(['5 Text']);
  });
});
