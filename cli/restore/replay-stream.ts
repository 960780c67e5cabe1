import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { asEvent, failures } from '../dead-letters/redrive-letters.ts';
import { wakes } from '../dead-letters/wakes.ts';

interface Deps {
  readonly streams: DynamoDBStreamsClient;
  /** Gives an event to the consumer and answers what it returned. */
  readonly invoke: (event: { Records: unknown[] }) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** Records that the consumer is given at a time. */
const batchSize = 50;
/** Pages without a record after which an open shard has been read to now. */
const emptyPages = 5;

/** All shards of a table's newest stream, each behind the one that it came from. */
const shardsOf = async (streams: DynamoDBStreamsClient, TableName: string) => {
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName }));
  const StreamArn = Streams.at(-1)?.StreamArn;
  if (StreamArn === undefined) throw new Error(`${TableName} has no stream`);
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const { StreamDescription } = await streams.send(
      new DescribeStreamCommand({ StreamArn, ...(ExclusiveStartShardId ? { ExclusiveStartShardId } : {}) }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
  } while (ExclusiveStartShardId !== undefined);
  const ordered: Shard[] = [];
  const waiting = new Set(shards);
  const ids = new Set(shards.map(({ ShardId }) => ShardId));
  while (waiting.size > 0)
    for (const shard of waiting) {
      const parent = shard.ParentShardId;
      if (parent !== undefined && ids.has(parent) && !ordered.some(({ ShardId }) => ShardId === parent))
        continue;
      ordered.push(shard);
      waiting.delete(shard);
    }
  return { StreamArn, shards: ordered };
};

/** A shard's records from the oldest that the stream keeps until now. */
async function* recordsOf(
  streams: DynamoDBStreamsClient,
  StreamArn: string,
  ShardId: string | undefined,
): AsyncGenerator<readonly StreamRecord[], void> {
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  let iterator = ShardIterator;
  for (let empty = 0; iterator !== undefined && empty < emptyPages; ) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const records = page.Records ?? [];
    empty = records.length === 0 ? empty + 1 : 0;
    yield records;
    iterator = page.NextShardIterator;
  }
}

/**
 * Gives a consumer again what its table's stream still has (24 hours of it) from a time on. What a consumer writes has
 * keys of the change's own: what is there already stays, and what is missing comes. Answers how many records were given
 * to it, and how many of them failed.
 *
 * @param since ms since the epoch
 */
export const replayStream = async (
  { streams, invoke, signal }: Deps,
  TableName: string,
  consumer: string,
  since: number,
): Promise<{ readonly given: number; readonly failed: number }> => {
  const { StreamArn, shards } = await shardsOf(streams, TableName);
  let [given, failed] = [0, 0];
  for (const { ShardId } of shards)
    for await (const page of recordsOf(streams, StreamArn, ShardId)) {
      if (signal.aborted) return { given, failed };
      const wanted = page.filter(
        (record) =>
          Number(record.dynamodb?.ApproximateCreationDateTime ?? 0) >= since - 1_000 &&
          wakes(consumer, record),
      );
      for (let at = 0; at < wanted.length; at += batchSize) {
        const batch = wanted.slice(at, at + batchSize);
        given += batch.length;
        failed += failures(await invoke({ Records: batch.map((record) => asEvent(record, StreamArn)) }));
      }
    }
  return { given, failed };
};
