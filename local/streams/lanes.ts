import { createHash } from 'node:crypto';
import type { StreamRecord } from './stream-record.ts';

/** Bytes of records in one batch (Lambda's payload quota, with room for the envelope). */
const batchLimitBytes = 5 * 1024 * 1024;

/** Queues of records, each worked off in order and one batch at a time. */
export interface Lanes {
  add(shardId: string, record: StreamRecord): void;
  /** Resolves when no batch is being worked on. */
  idle(): Promise<void>;
}

/**
 * Spreads records over lanes by item key, as a parallelization factor does: order holds for an item, and a
 * lane that retries holds up only the items it shares.
 *
 * @param work brings a batch to its end; false keeps its records and ends the lane
 */
export const createLanes = ({
  count,
  batchSize,
  work,
}: {
  count: number;
  batchSize: number;
  work: (shardId: string, batch: readonly StreamRecord[]) => Promise<boolean>;
}): Lanes => {
  const queues = new Map<string, StreamRecord[]>();
  const running = new Map<string, Promise<void>>();

  const run = async (lane: string, shardId: string, queue: StreamRecord[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = takeBatch(queue, batchSize);
      if (!(await work(shardId, batch))) return;
      queue.splice(0, batch.length);
    }
    running.delete(lane);
  };

  return {
    add(shardId, record) {
      const lane = `${shardId}/${laneOf(record, count)}`;
      const queue = queues.get(lane) ?? [];
      queues.set(lane, queue);
      queue.push(record);
      // Started in a later turn, so that records which arrive together make one batch.
      if (!running.has(lane))
        running.set(
          lane,
          Promise.resolve().then(() => run(lane, shardId, queue)),
        );
    },
    async idle() {
      await Promise.all(running.values());
    },
  };
};

const laneOf = ({ dynamodb }: StreamRecord, count: number): number => {
  if (count === 1) return 0;
  return createHash('sha1').update(JSON.stringify(dynamodb.Keys)).digest().readUInt32BE() % count;
};

const takeBatch = (queue: readonly StreamRecord[], batchSize: number): StreamRecord[] => {
  const batch: StreamRecord[] = [];
  let bytes = 0;
  for (const record of queue.slice(0, batchSize)) {
    bytes += JSON.stringify(record).length;
    if (batch.length > 0 && bytes > batchLimitBytes) break;
    batch.push(record);
  }
  return batch;
};
