import { describe, expect, test, vi } from 'vitest';
import { awsLatency, createDelay } from '../../local/streams/stream-latency.ts';

describe('the latency of streams on AWS', () => {
  test.each([
    [0.1, 118],
    [0.5, 213],
    [0.9, 341],
    [0.99, 552],
  ])('Given the published distribution, when its share %d is drawn, then it is %d ms', (share, ms) => {
    expect(awsLatency(() => share)()).toBeCloseTo(ms);
  });

  test('Given records of which a later one is drawn faster, when they are held back, then they keep their order', async () => {
    vi.useFakeTimers();
    const passed: string[] = [];
    const drawn = [300, 100];
    const delay = createDelay<string>(
      () => drawn.shift() ?? 0,
      (name) => passed.push(name),
    );
    delay.add('first');
    delay.add('second');
    await vi.advanceTimersByTimeAsync(299);
    expect(passed).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(passed).toEqual(['first', 'second']);
    vi.useRealTimers();
  });
});
