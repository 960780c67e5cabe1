import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { log } from '../logger.ts';
import { parse } from '../parse.ts';

/** Hides a message until its next attempt. */
export type Defer = (receiptHandle: string, attempts: number) => Promise<void>;

/** The records of each group, in their order. */
const byGroup = (records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] => {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const id = record.attributes.MessageGroupId ?? record.messageId;
    groups.set(id, [...(groups.get(id) ?? []), record]);
  }
  return [...groups.values()];
};

/**
 * A consumer of a FIFO queue as a Lambda handler. Groups go side by side, the messages of one in order; the first of
 * a group that fails gives the rest of its group back with it, so that order is kept and no other group waits.
 */
export const queueConsumer = <S extends z.ZodType>(
  schema: S,
  defer: Defer,
  act: (message: z.output<S>) => Promise<void>,
) => {
  const takeGroup = async (records: readonly SQSRecord[]): Promise<readonly SQSRecord[]> => {
    for (const [index, record] of records.entries()) {
      const attempts = Number(record.attributes.ApproximateReceiveCount);
      try {
        await act(parse(schema, JSON.parse(record.body), ''));
      } catch (error) {
        log('warn', 'delivery.failed', {
          messageId: record.messageId,
          attempts,
          cause: (error as Error).name,
        });
        const rest = records.slice(index);
        // What cannot be deferred comes back all the same, once the queue's own time is over.
        await Promise.allSettled(rest.map(({ receiptHandle }) => defer(receiptHandle, attempts)));
        return rest;
      }
    }
    return [];
  };
  return middy<SQSEvent, SQSBatchResponse>(async (event: SQSEvent) => {
    const failed = (await Promise.all(byGroup(event.Records).map(takeGroup))).flat();
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
};
