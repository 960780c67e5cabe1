import { createHash } from 'node:crypto';
import { isAncestor, type Shard } from './shards.ts';
import type { StreamRecord } from './stream-record.ts';

/** Bytes of records in one batch (Lambda's payload quota, with room for the envelope). */
const batchLimitBytes = 5 * 1024 * 1024;

/** Queues of records, each worked off in order and one batch at a time. */
export interface Lanes {
  /** @param stream the stream's shard as its reader knows it, which `work` is told */
  add(stream: string, shard: Shard, record: StreamRecord): void;
  /** Resolves when no batch is being worked on. */
  idle(): Promise<void>;
}

/**
 * Spreads records over lanes: those of each shard side by side, and within a shard by item key, as a parallelization
 * factor does. Order holds for an item, and a lane that retries holds up only the items it shares. A shard's lanes begin
 * when those of its parents have ended.
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
  work: (stream: string, batch: readonly StreamRecord[]) => Promise<boolean>;
}): Lanes => {
  const queues = new Map<string, StreamRecord[]>();
  const running = new Map<string, { readonly shard: Shard; readonly done: Promise<void> }>();

  const run = async (lane: string, stream: string, queue: StreamRecord[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = takeBatch(queue, batchSize);
      if (!(await work(stream, batch))) return;
      queue.splice(0, batch.length);
    }
    running.delete(lane);
    queues.delete(lane);
  };

  return {
    add(stream, shard, record) {
      const lane = `${stream}/${shard.id}/${laneOf(record, count)}`;
      const queue = queues.get(lane) ?? [];
      queues.set(lane, queue);
      queue.push(record);
      if (running.has(lane)) return;
      const parents = [...running.values()].filter((other) => isAncestor(other.shard, shard));
      // Started in a later turn, so that records which arrive together make one batch.
      const done = Promise.all(parents.map((parent) => parent.done)).then(() => run(lane, stream, queue));
      running.set(lane, { shard, done });
    },
    async idle() {
      await Promise.all([...running.values()].map(({ done }) => done));
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
