import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { headFromItem } from '../adapters/dynamodb/head-item.ts';
import type { Needs } from '../adapters/port.ts';
import type { Head } from '../domain/head/head.ts';
import { eachByPartition, itemOf } from './in-turn.ts';

/** One change of a head, as the stream carries it. */
export interface StreamedChange {
  readonly old: Head | undefined;
  readonly next: Head;
}

const headOf = (item: Record<string, unknown> | undefined): Head | undefined =>
  item === undefined ? undefined : headFromItem(item);

const changeOf = (record: DynamoDBRecord): StreamedChange | undefined => {
  const next = headOf(itemOf(record.dynamodb?.NewImage));
  return next === undefined ? undefined : { old: headOf(itemOf(record.dynamodb?.OldImage)), next };
};

/**
 * A consumer of head changes as a Lambda handler: conversations of a batch side by side, what is one's in order.
 *
 * @param gone what is done once a head has expired
 */
export const headStream =
  <D>(
    needs: Needs<D>,
    act: (deps: D, change: StreamedChange) => Promise<void>,
    gone: (deps: D, head: Head) => Promise<void>,
  ) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachByPartition(event.Records, async (record) => {
      const change = changeOf(record);
      if (change !== undefined) return act(needs.open(), change);
      const head = headOf(itemOf(record.dynamodb?.OldImage));
      if (head !== undefined) await gone(needs.open(), head);
    });

/** A consumer of whole batches: it may coalesce. A fault fails the batch, which the mapping bisects and retries. */
export const headBatch =
  <D>(needs: Needs<D>, act: (deps: D, changes: readonly StreamedChange[]) => Promise<void>) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    await act(
      needs.open(),
      event.Records.map(changeOf).filter((change) => change !== undefined),
    );
    return { batchItemFailures: [] };
  };
