import { place } from '../engine/partition-limits.ts';
import type { StreamRecord } from './stream-record.ts';

/** A part of a stream: of the records whose partition key hashes into its range, until it is replaced by children. */
export interface Shard {
  readonly id: string;
  /** Shards of a later generation are the children of those before, where their ranges overlap. */
  readonly generation: number;
  /** Of the hash, from 0 to 1, the end left out. */
  readonly from: number;
  readonly to: number;
}

/** The shards of one stream, as far as they are open. */
export interface Shards {
  of(record: StreamRecord): Shard;
  /** Closes every open shard. Its children share its range: each is split in two, or two are joined, by turns. */
  reshard(): void;
}

/** Whether what is in the one must be worked off before the other is begun. */
export const isAncestor = (one: Shard, other: Shard): boolean =>
  one.generation < other.generation && one.from < other.to && other.from < one.to;

/**
 * Divides what an engine hands over as one shard, as DynamoDB does: a shard for each partition of the table. Order holds
 * for a partition key, also over a resharding, for a child is begun when its parents are worked off.
 *
 * @param partitions of the table
 * @param partitionKey name of the attribute
 */
export const createShards = (partitions: number, partitionKey: string): Shards => {
  let generation = 0;
  const shard = (from: number, to: number): Shard => ({ id: `${generation}-${from}`, generation, from, to });
  const divide = (count: number): readonly Shard[] =>
    Array.from({ length: count }, (_, i) => shard(i / count, (i + 1) / count));
  let open = divide(partitions);
  return {
    of({ dynamodb }) {
      const at = place(JSON.stringify(dynamodb.Keys[partitionKey]));
      // The ranges cover all places.
      return open.find(({ from, to }) => from <= at && at < to) ?? (open[0] as Shard);
    },
    reshard() {
      generation += 1;
      open = divide(generation % 2 === 0 ? partitions : partitions * 2);
    },
  };
};
