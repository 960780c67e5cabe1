import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import * as z from 'zod';
import { wakes } from './wakes.ts';

/** What Lambda writes to the queue of an event source mapping that gave up: where the records are, not the records. */
export const Letter = z.object({
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
  }),
});
export type Letter = z.infer<typeof Letter>;

/** Pages without a record after which the rest of a batch counts as gone. */
const emptyPages = 20;

/**
 * Reads a letter's records from the stream, in order, and leaves out those that the mapping of its consumer filters.
 *
 * @throws TrimmedDataAccessException when the stream no longer has the first of them (it keeps them for 24 hours)
 */
export const parkedRecords = async (
  streams: DynamoDBStreamsClient,
  { DDBStreamBatchInfo: batch }: Letter,
  consumer: string,
): Promise<StreamRecord[]> => {
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: batch.streamArn,
      ShardId: batch.shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: batch.startSequenceNumber,
    }),
  );
  const end = BigInt(batch.endSequenceNumber);
  const found: StreamRecord[] = [];
  let iterator = ShardIterator;
  for (let empty = 0; iterator !== undefined && empty < emptyPages; ) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const records = page.Records ?? [];
    found.push(...records.filter((record) => numberOf(record) <= end));
    if (records.some((record) => numberOf(record) >= end)) break;
    empty = records.length === 0 ? empty + 1 : 0;
    iterator = page.NextShardIterator;
  }
  return found.filter((record) => wakes(consumer, record));
};

const numberOf = (record: StreamRecord): bigint => BigInt(record.dynamodb?.SequenceNumber ?? 0);
