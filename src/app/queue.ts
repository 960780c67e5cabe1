import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { log } from '../adapters/log.ts';
import type { Needs } from '../adapters/port.ts';
import { parse } from './faults.ts';

/**
 * A consumer of a FIFO queue as a Lambda handler. It takes records in order and gives back the first that fails with all
 * behind it. Each receive counts as an attempt for every record of a batch, also for those that were never tried, and ten
 * park a record: so that none is parked for another's failure, the queue's mapping hands over one record at a time.
 *
 * @param failed how a record that failed is logged
 * @param secondsUntilNext how long a record that failed is hidden, by the attempts that it has had
 */
export const queueConsumer = <
  S extends z.ZodType,
  D extends { readonly hide: (receiptHandle: string, seconds: number) => Promise<void> },
>(
  schema: S,
  failed: 'delivery.failed' | 'fetch.failed',
  needs: Needs<D>,
  secondsUntilNext: (attempts: number) => number,
  act: (deps: D, message: z.output<S>, attempt: number) => Promise<unknown>,
) => {
  const take = async (deps: D, record: SQSRecord): Promise<boolean> => {
    const attempts = Number(record.attributes.ApproximateReceiveCount);
    try {
      await act(deps, parse(schema, JSON.parse(record.body)), attempts);
      return true;
    } catch (error) {
      log('warn', failed, {
        messageId: record.messageId,
        attempts,
        cause: (error as Error).name,
      });
      // What cannot be deferred comes back all the same, once the queue's own time is over.
      await Promise.allSettled([deps.hide(record.receiptHandle, secondsUntilNext(attempts))]);
      return false;
    }
  };
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    for (const [index, record] of Records.entries()) {
      if (await take(needs.open(), record)) continue;
      const back = Records.slice(index);
      return { batchItemFailures: back.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    }
    return { batchItemFailures: [] };
  };
};
