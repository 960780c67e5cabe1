import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryChannelStore } from '../../../src/adapters/memory/channel-store.ts';
import { memoryDeliveryStore } from '../../../src/adapters/memory/delivery-store.ts';
import { memoryPanelStore } from '../../../src/adapters/memory/panel-store.ts';
import { memoryRevocationStore } from '../../../src/adapters/memory/settings-store.ts';
import { memoryNoticeStore, memoryTranscriptStore } from '../../../src/adapters/memory/transcript-store.ts';
import type { ServerFrame } from '../../../src/contract/frames.ts';
import { topics } from '../../../src/contract/topics.ts';
import { push } from '../../../src/domain/messages/push.ts';
import type { Pushed } from '../../../src/domain/sockets/fan-out.ts';
import { storeMessage } from '../../../src/domain/transcript/message.ts';
import { type Handed, noteTyping } from '../../../src/domain/transcript/notice.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../support/factories.ts';
import '../../support/seeded-properties.ts';

const supervisor = aPrincipal();
const sockets = ['quick', 'slow', 'dropping'] as const;

/** A conversation that is monitored from three sockets, played without time: every wait ends when its turn comes. */
const play = async (turns: readonly number[]) => {
  const clock = setClock();
  const handed: Handed[] = [];
  const transcript = memoryTranscriptStore((entry, to) => void handed.push({ to, entry }));
  const notices = memoryNoticeStore((notice, to) => void handed.push({ to, notice }));
  const channels = memoryChannelStore();
  let head = aHead({ seq: 0, fence: 1, lease: aLease({ expires: epoch + 3_600_000 }) });
  const topic = topics.transcript(head.conversationId);
  const until = epoch + 3_600_000;
  for (const connectionId of sockets) {
    const key = { tenantId: head.tenantId, channelId: connectionId, connectionId, until };
    await channels.create({ ...supervisor, ...key, created: epoch, topics: [] }, 'hash', until);
    const { userId, issued } = supervisor;
    await channels.subscribe([{ ...key, topic, userId, issued, fence: 1, opened: epoch - 60_000 }]);
  }

  // As subscribing does: what is before the first message is the backfill's.
  await channels.begin(head.tenantId, topic, '1', 0, epoch);

  /** What may go on now; each takes one step and may come again. */
  const waiting: (() => void | Promise<void>)[] = [];
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  const arrived = new Map<string, ServerFrame['eventBody'][]>(sockets.map((name) => [name, []]));
  const underWay = new Set<string>();
  let overlaps = 0;
  let posts = 0;
  const post = async (connectionId: string, frame: ServerFrame): Promise<Pushed> => {
    if (underWay.has(connectionId)) overlaps += 1;
    underWay.add(connectionId);
    posts += 1;
    const drops = connectionId === 'dropping' && posts % 5 === 0;
    for (let left = connectionId === 'slow' ? 3 : 1; left > 0; left -= 1) await turn();
    underWay.delete(connectionId);
    if (drops) return 'failed';
    arrived.get(connectionId)?.push(frame.eventBody);
    return 'sent';
  };
  const deps = {
    transcript,
    channels,
    clock,
    panels: memoryPanelStore(),
    deliveries: memoryDeliveryStore(),
    revocations: memoryRevocationStore(),
    sockets: { push: post },
    pause: turn,
  };

  /** A sender takes places, and stores its messages when their turn comes; it types in between. */
  const sender = async (participantId: string): Promise<void> => {
    for (let count = 0; count < 6; count += 1) {
      await turn();
      clock.move(1_100);
      await noteTyping({ notices, clock }, head, participantId, 'agent');
      await turn();
      head = { ...head, seq: head.seq + 1 };
      const { seq } = head;
      const said = { type: 'Text', participantId, purpose: 'agent', name: 'A', text: `${seq}` } as const;
      // One of them is slow between its two writes: slower than pushing waits for it.
      for (let left = participantId === 'a4' ? 30 : 2; left > 0; left -= 1) await turn();
      await storeMessage({ transcript }, head, seq, said, clock.now());
    }
  };
  let senders = 4;
  const writing = ['a1', 'a2', 'a3', 'a4'].map((id) => sender(id).finally(() => (senders -= 1)));
  const mapping = (async () => {
    while (senders > 0 || handed.length > 0) {
      await turn();
      const batch = handed.splice(0, 1 + (handed.length % 5));
      if (batch.length > 0) await push(deps, head, batch);
    }
  })();

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const over = Promise.all([...writing, mapping]).then(() => true);
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  for (let step = 0; !isOver; step += 1) {
    await settle();
    const [next] = waiting.splice((turns[step % turns.length] ?? 0) % Math.max(1, waiting.length), 1);
    await next?.();
  }
  return { arrived, overlaps, seq: head.seq };
};

const faultsOf = (bodies: readonly ServerFrame['eventBody'][]): readonly string[] => {
  let last = 0;
  return bodies.flatMap((body) => {
    if (body.type === 'Typing')
      return Number(body.afterSeq) < last ? [`typing of ${body.afterSeq} after ${last}`] : [];
    const seq = Number(body.seq);
    const fault = seq <= last ? [`${seq} after ${last}`] : [];
    last = Math.max(last, seq);
    return fault;
  });
};

describe('frames of one socket', () => {
  test('Given four senders at once, one of them slow between its writes, a slow socket and one that drops frames, when all is pushed, then each socket has one frame under way at a time, in the order of seq, and no typing older than a message', async () => {
    let dropped = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(11), { minLength: 40, maxLength: 120 }), async (turns) => {
        const { arrived, overlaps, seq } = await play(turns);
        expect(overlaps).toBe(0);
        for (const [name, bodies] of arrived) expect([name, faultsOf(bodies)]).toEqual([name, []]);
        const seqsOf = (name: string) =>
          (arrived.get(name) ?? []).flatMap((body) => (body.type === 'Text' ? [body.seq] : []));
        const all = Array.from({ length: seq }, (_, i) => i + 1);
        expect(seqsOf('quick')).toEqual(all);
        expect(seqsOf('slow')).toEqual(all);
        dropped += seq - seqsOf('dropping').length;
      }),
      { numRuns: 60 },
    );
    expect(dropped).toBeGreaterThan(0);
  });
});
