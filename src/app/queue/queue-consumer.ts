import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { log } from '../logger.ts';
import { parse } from '../parse.ts';

/** Hides a message until its next attempt. */
export type Defer = (receiptHandle: string, attempts: number) => Promise<void>;

/**
 * A consumer of a FIFO queue as a Lambda handler. It takes records in order and gives back the first that fails with all
 * behind it. Each receive counts as an attempt for every record of a batch, also for those that were never tried, and ten
 * park a record: so that none is parked for another's failure, the queue's mapping hands over one record at a time.
 */
export const queueConsumer = <S extends z.ZodType>(
  schema: S,
  defer: Defer,
  act: (message: z.output<S>) => Promise<void>,
) => {
  const take = async (record: SQSRecord): Promise<boolean> => {
    const attempts = Number(record.attributes.ApproximateReceiveCount);
    try {
      await act(parse(schema, JSON.parse(record.body), ''));
      return true;
    } catch (error) {
      log('warn', 'delivery.failed', {
        messageId: record.messageId,
        attempts,
        cause: (error as Error).name,
      });
      // What cannot be deferred comes back all the same, once the queue's own time is over.
      await Promise.allSettled([defer(record.receiptHandle, attempts)]);
      return false;
    }
  };
  return middy<SQSEvent, SQSBatchResponse>(async ({ Records }: SQSEvent) => {
    for (const [index, record] of Records.entries()) {
      if (await take(record)) continue;
      const back = Records.slice(index);
      return { batchItemFailures: back.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    }
    return { batchItemFailures: [] };
  });
};
