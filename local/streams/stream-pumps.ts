import { setTimeout as delay } from 'node:timers/promises';
import type { Functions } from '../lambda/functions.ts';
import type { Queues } from '../queues/queues.ts';
import type { Checkpoints } from './checkpoints.ts';
import { deadLetter } from './dead-letter.ts';
import { matchesPattern } from './filter-pattern.ts';
import { createLanes } from './lanes.ts';
import type { StreamMapping } from './mapping.ts';
import { type BatchEffects, processBatch } from './process-batch.ts';
import { createShards, type Shards } from './shards.ts';
import { createDelay, type StreamLatency } from './stream-latency.ts';
import { startStreamReader } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';

const firstBackoffMs = 50;
const longestBackoffMs = 2_000;

/** The running stream pumps. */
export interface StreamPumps {
  alive(): boolean;
  /** Closes every shard of every stream and opens its children, as DynamoDB does now and then. */
  reshard(): void;
  /** Says that a table was written to. */
  wake(tableName: string): void;
  /**
   * Resolves once every record of what was written before the call is worked off, and of what consumers wrote for it.
   * Records that a latency holds back are not waited for.
   */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** What the pumps need of the runtime. */
export interface PumpContext {
  readonly endpoint: string;
  readonly region: string;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly checkpoints: Checkpoints;
  /** The partition key of a table by its name. */
  readonly partitionKeyOf: (tableName: string) => string;
  /** Partitions of each table, and so shards of its stream; one unless given. */
  readonly partitions?: number;
  /** Holds records back as AWS does; left out, they are handed over at once. */
  readonly latency?: StreamLatency;
  /** Marks a record that TTL caused. */
  readonly mark: (tableName: string, record: StreamRecord) => StreamRecord;
}

interface Arrival {
  readonly shard: string;
  readonly records: readonly StreamRecord[];
}

/** Starts one reader a stream and, behind it, the lanes of each mapping. */
export const startStreamPumps = async (
  mappings: readonly StreamMapping[],
  context: PumpContext,
): Promise<StreamPumps> => {
  const stopped = new AbortController();
  const tables = [...new Set(mappings.map(({ tableName }) => tableName))];
  const shardsOf = new Map(
    tables.map((name) => [name, createShards(context.partitions ?? 1, context.partitionKeyOf(name))]),
  );
  const consumers = mappings.flatMap((mapping) => {
    const shards = shardsOf.get(mapping.tableName);
    return shards === undefined
      ? []
      : [{ mapping, ...createConsumer(mapping, shards, context, stopped.signal) }];
  });
  const readers = await Promise.all(
    tables.map((tableName) => {
      const own = consumers.filter(({ mapping }) => mapping.tableName === tableName);
      const pass = ({ shard, records }: Arrival) => {
        for (const { accept } of own) accept(shard, records);
      };
      const held = context.latency && createDelay(context.latency, pass);
      stopped.signal.addEventListener('abort', () => held?.stop());
      return startStreamReader({
        endpoint: context.endpoint,
        tableName,
        region: context.region,
        positions: lowestPositions(
          own.map(({ mapping }) => mapping.id),
          context.checkpoints,
        ),
        fromStart: own.some(({ mapping }) => mapping.fromStart),
        onRecords: (shard, records) => {
          const marked = records.map((record) => context.mark(tableName, record));
          (held?.add ?? pass)({ shard, records: marked });
        },
      });
    }),
  );
  return {
    alive: () => readers.every((reader) => reader.alive()),
    reshard() {
      for (const shards of shardsOf.values()) shards.reshard();
    },
    wake: (tableName) => readers[tables.indexOf(tableName)]?.wake(),
    async idle() {
      const handed = () => consumers.reduce((sum, consumer) => sum + consumer.handed(), 0);
      let before = -1;
      // A chain of consumers is no longer than there are consumers: others who go on writing are not waited for.
      for (let round = 0; round <= consumers.length && before !== handed(); round += 1) {
        before = handed();
        await Promise.all(consumers.map((consumer) => consumer.idle()));
        await Promise.all(readers.map((reader) => reader.caughtUp()));
      }
    },
    async stop() {
      stopped.abort();
      await Promise.all(readers.map((reader) => reader.stop()));
      context.checkpoints.flush();
    },
  };
};

const createConsumer = (
  mapping: StreamMapping,
  shards: Shards,
  context: PumpContext,
  stopped: AbortSignal,
) => {
  const { checkpoints, functions, queues } = context;
  const effects = (shardId: string): BatchEffects => ({
    invoke: (records) => functions.invoke(mapping.target, { Records: records }),
    discard: (batch) => {
      const plainId = shardId.split('/').at(-1) as string;
      const body = deadLetter(batch, { functionArn: mapping.target, shardId: plainId, now: new Date() });
      if (mapping.onFailureArn) queues.byArn(mapping.onFailureArn)?.send(JSON.stringify(body));
    },
    backoff: async (retry) => {
      const ms = Math.min(firstBackoffMs * 2 ** (retry - 1), longestBackoffMs);
      await delay(ms, undefined, { signal: stopped }).catch(() => undefined);
      return !stopped.aborted;
    },
    now: Date.now,
  });
  const lanes = createLanes({
    count: mapping.parallelization,
    batchSize: mapping.batchSize,
    work: async (shardId, batch) => {
      if (stopped.aborted) return false;
      const done = await processBatch(mapping, batch, effects(shardId));
      if (!done || stopped.aborted) return false;
      for (const { dynamodb } of batch) checkpoints.done(mapping.id, shardId, dynamodb.SequenceNumber);
      return true;
    },
  });
  let handed = 0;
  return {
    /** How many records have been given to the lanes. */
    handed: () => handed,
    idle: lanes.idle,
    accept(shardId: string, records: readonly StreamRecord[]): void {
      const seen = checkpoints.get(mapping.id, shardId);
      for (const record of records) {
        const number = record.dynamodb.SequenceNumber;
        if (seen !== undefined && BigInt(number) <= BigInt(seen)) continue;
        checkpoints.taken(mapping.id, shardId, number);
        const wanted =
          mapping.patterns.length === 0 ||
          mapping.patterns.some((pattern) => matchesPattern(pattern, record));
        if (wanted) {
          handed += 1;
          lanes.add(shardId, shards.of(record), record);
        } else checkpoints.done(mapping.id, shardId, number);
      }
    },
  };
};

/** Where a shared reader must begin: at the mapping that came least far. */
const lowestPositions = (mappings: readonly string[], checkpoints: Checkpoints): Record<string, string> => {
  const shards = new Set(mappings.flatMap((mapping) => checkpoints.shards(mapping)));
  const positions: Record<string, string> = {};
  for (const shardId of shards) {
    const numbers = mappings.map((mapping) => checkpoints.get(mapping, shardId));
    if (numbers.some((number) => number === undefined)) continue;
    positions[shardId] = (numbers as string[]).reduce((least, number) =>
      BigInt(number) < BigInt(least) ? number : least,
    );
  }
  return positions;
};
