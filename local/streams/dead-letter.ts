import { randomUUID } from 'node:crypto';
import type { DiscardedBatch } from './process-batch.ts';

/** The message that Lambda sends to a stream mapping's failure destination: where the records lie, not what they say. */
export const deadLetter = (
  { records, condition, invokeCount, threw }: DiscardedBatch,
  { functionArn, shardId, now }: { functionArn: string; shardId: string; now: Date },
) => {
  const first = records[0];
  const last = records.at(-1);
  const arrival = (record: typeof first) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString().replace('.000Z', 'Z');
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: invokeCount },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: threw ? 'Unhandled' : null,
    },
    version: '1.0',
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: first?.eventSourceARN,
    },
  };
};
