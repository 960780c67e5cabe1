import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { headFromItem } from '../../adapters/dynamodb/head-item.ts';
import type { Head } from '../../domain/head/head.ts';
import { inTurn } from './in-turn.ts';

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

/** A consumer of head changes as a Lambda handler: one after the other, in order. */
export const headStream = (act: (change: StreamedChange) => Promise<void>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>((event: DynamoDBStreamEvent) =>
    inTurn(event.Records, async (record) => {
      const change = changeOf(record);
      if (change !== undefined) await act(change);
    }),
  );

/** A consumer of whole batches: it may coalesce. A fault fails the batch, which the mapping bisects and retries. */
export const headBatch = (act: (changes: readonly StreamedChange[]) => Promise<void>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>(async (event: DynamoDBStreamEvent) => {
    await act(event.Records.map(changeOf).filter((change) => change !== undefined));
    return { batchItemFailures: [] };
  });
