import { describe, expect, test, vi } from 'vitest';
import { createQueue, type QueueSpec } from '../../local/queues/queue.ts';
import { startQueuePump } from '../../local/queues/queue-pump.ts';
import { patience } from '../support/patience.ts';

const parked: string[] = [];
const dead = createQueue(
  { name: 'd.fifo', url: 'd', arn: 'd', visibilityMs: 0, delayMs: 0 },
  {
    deadLetter: () => undefined,
    changed: () => parked.splice(0, 9, ...dead.messages().map(({ body }) => body)),
  },
);

const fifo = (redrive?: QueueSpec['redrive']) => {
  let time = 0;
  const spec = {
    name: 'q.fifo',
    url: 'u',
    arn: 'a',
    visibilityMs: 1_000,
    delayMs: 0,
    ...(redrive ? { redrive } : {}),
  };
  const queue = createQueue(spec, { deadLetter: () => dead, changed: () => {}, now: () => time });
  return {
    queue,
    move: (ms: number) => {
      time += ms;
    },
    bodies: (max = 10) => queue.receive(max).map(({ body }) => body),
  };
};

describe('a FIFO queue', () => {
  test('Given a message in flight, when more is received, then its group waits and others do not', () => {
    const { queue, bodies, move } = fifo();
    for (const [body, group] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ] as const)
      queue.send(body, { group });
    expect(bodies(1)).toEqual(['a1']);
    expect(bodies()).toEqual(['b1']);
    move(1_000);
    expect(bodies()).toEqual(['a1', 'a2', 'b1']);
  });

  test('Given a message that was deferred, when its group is asked for, then nothing overtakes it', () => {
    const { queue, bodies, move } = fifo();
    queue.send('a1', { group: 'a' });
    queue.send('a2', { group: 'a' });
    const [first] = queue.receive(1);
    queue.changeVisibility(first?.receipt ?? '', 5_000);
    move(4_000);
    expect(bodies()).toEqual([]);
    move(1_000);
    expect(bodies()).toEqual(['a1', 'a2']);
  });

  test('Given a batch of one group, when it is received again and again, then every message of it counts each receive', () => {
    const { queue, bodies, move } = fifo({ deadLetterArn: 'd', maxReceiveCount: 2 });
    for (const body of ['a1', 'a2', 'a3']) queue.send(body, { group: 'a' });
    expect(bodies()).toEqual(['a1', 'a2', 'a3']);
    move(1_000);
    expect(bodies()).toEqual(['a1', 'a2', 'a3']);
    move(1_000);
    expect(bodies()).toEqual([]);
    expect(parked).toEqual(['a1', 'a2', 'a3']);
  });

  test('Given two groups, when one message of each is with the function, then neither waits for the other', async () => {
    const { queue } = fifo();
    const started: string[] = [];
    const gates = new Map<string, () => void>();
    const invoke = async (_: string, event: unknown) => {
      const [record] = (event as { Records: { body: string }[] }).Records;
      started.push(record?.body ?? '');
      await new Promise<void>((resolve) => gates.set(record?.body ?? '', resolve));
      return { ok: true as const, payload: null };
    };
    const functions = {
      invoke,
      invokeAsync: invoke,
      knows: () => true,
      counts: () => [],
      crash: () => {},
      settled: async () => {},
      stop: async () => {},
    };
    for (const [body, group] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ] as const)
      queue.send(body, { group });
    const pump = startQueuePump({ queue, functions, target: 'f', batchSize: 1, partial: false, region: 'r' });
    await vi.waitUntil(() => started.length === 2, { timeout: patience });
    expect(started).toEqual(['a1', 'b1']);
    gates.get('a1')?.();
    await vi.waitUntil(() => started.length === 3, { timeout: patience });
    expect(started).toEqual(['a1', 'b1', 'a2']);
    for (const open of gates.values()) open();
    await pump.stop();
  });

  test('Given a message, when it is sent again within five minutes, then it is there once', () => {
    const { queue, bodies, move } = fifo();
    queue.send('a1', { group: 'a', deduplicationId: '1' });
    queue.send('a1', { group: 'a', deduplicationId: '1' });
    expect(bodies()).toEqual(['a1']);
    move(5 * 60_000);
    queue.send('again', { group: 'b', deduplicationId: '1' });
    expect(bodies()).toContain('again');
  });
});
