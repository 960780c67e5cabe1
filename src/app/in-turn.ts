import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { log } from '../adapters/log.ts';

/**
 * Reports from where a batch failed, so that the mapping splits it there. Where that is the batch's first record the
 * batch fails instead: of a batch that is reported from its start Lambda halves nothing, and would park the records
 * behind it too.
 *
 * @throws the cause, where the first record of the batch failed
 */
export const failedAt = (
  records: readonly DynamoDBRecord[],
  failed: DynamoDBRecord,
  cause: unknown,
): DynamoDBBatchResponse => {
  const sequenceNumber = failed.dynamodb?.SequenceNumber ?? '';
  log('error', 'record.failed', {
    eventId: failed.eventID ?? '',
    sequenceNumber,
    cause: (cause as Error).name,
  });
  if (failed === records[0]) throw cause;
  return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
};

/** Does something for each record of a batch, in order; the first that fails ends it. */
export const inTurn = async (
  records: readonly DynamoDBRecord[],
  act: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBBatchResponse> => {
  for (const record of records) {
    try {
      await act(record);
    } catch (error) {
      return failedAt(records, record, error);
    }
  }
  return { batchItemFailures: [] };
};
