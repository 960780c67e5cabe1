import { describe, expect, test } from 'vitest';
import { createQueue } from '../../local/queues/queue.ts';

const fifo = () => {
  let time = 0;
  const spec = { name: 'q.fifo', url: 'u', arn: 'a', visibilityMs: 1_000, delayMs: 0 };
  const queue = createQueue(spec, { deadLetter: () => undefined, changed: () => {}, now: () => time });
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
