import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { headFromItem } from '../../adapters/dynamodb/head-item.ts';
import type { Head } from '../../domain/head/head.ts';
import { log } from '../logger.ts';

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** One change of a head, as the stream carries it. */
export interface StreamedChange {
  readonly old: Head | undefined;
  readonly next: Head;
}

const headOf = (image: Image): Head | undefined =>
  image === undefined ? undefined : headFromItem(unmarshall(image as Parameters<typeof unmarshall>[0]));

const changeOf = (record: DynamoDBRecord): StreamedChange | undefined => {
  const next = headOf(record.dynamodb?.NewImage);
  return next === undefined ? undefined : { old: headOf(record.dynamodb?.OldImage), next };
};

/**
 * A consumer of head changes as a Lambda handler. Records go in order, and the first that fails ends the batch. It is
 * reported, so that the mapping splits the batch there; where it is the batch's first, the handler throws: of a batch that
 * is reported from its start Lambda halves nothing, and would park the records behind it too.
 *
 * @throws what the first record of a batch threw
 */
export const headStream = (act: (change: StreamedChange) => Promise<void>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>(async (event: DynamoDBStreamEvent) => {
    for (const [index, record] of event.Records.entries()) {
      try {
        const change = changeOf(record);
        if (change !== undefined) await act(change);
      } catch (error) {
        log('error', 'record.failed', {
          eventId: record.eventID ?? '',
          sequenceNumber: record.dynamodb?.SequenceNumber ?? '',
          cause: (error as Error).name,
        });
        if (index === 0) throw error;
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  });

/** A consumer of whole batches: it may coalesce. A fault fails the batch, which the mapping bisects and retries. */
export const headBatch = (act: (changes: readonly StreamedChange[]) => Promise<void>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>(async (event: DynamoDBStreamEvent) => {
    await act(event.Records.map(changeOf).filter((change) => change !== undefined));
    return { batchItemFailures: [] };
  });
