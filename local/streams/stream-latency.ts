/** Milliseconds from a write to its record's arrival at a consumer. */
export type StreamLatency = () => number;

/**
 * Latency of DynamoDB Streams to Lambda as it was measured and published in 2022, by share of records: 118, 213, 341 and
 * 552 ms at P10, P50, P90 and P99. The two ends were not published and are set here.
 */
const published: readonly (readonly [share: number, ms: number])[] = [
  [0, 80],
  [0.1, 118],
  [0.5, 213],
  [0.9, 341],
  [0.99, 552],
  [1, 800],
];

/**
 * Draws latencies as AWS has them.
 *
 * @param random a number from 0 to 1, 1 left out
 */
export const awsLatency =
  (random: () => number = Math.random): StreamLatency =>
  () => {
    const share = random();
    const above = published.findIndex(([upTo]) => upTo > share);
    const [low, lowMs] = published[above - 1] ?? [0, 80];
    const [high, highMs] = published[above] ?? [1, 800];
    return lowMs + ((share - low) / (high - low)) * (highMs - lowMs);
  };

/**
 * Holds things back for a latency each, in their order: nothing overtakes what came before it.
 *
 * @returns adds one; `stop` drops what is held back
 */
export const createDelay = <T>(latency: StreamLatency, pass: (item: T) => void) => {
  const timers = new Set<NodeJS.Timeout>();
  let freeAt = 0;
  return {
    add(item: T): void {
      const now = performance.now();
      freeAt = Math.max(freeAt, now + latency());
      const timer = setTimeout(() => {
        timers.delete(timer);
        pass(item);
      }, freeAt - now);
      timers.add(timer);
    },
    stop(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
