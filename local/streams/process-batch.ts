import { isThrottled } from '../lambda/concurrency.ts';
import type { InvocationResult } from '../lambda/invocation.ts';
import type { StreamMapping } from './mapping.ts';
import type { StreamRecord } from './stream-record.ts';

/** A batch that was given up. */
export interface DiscardedBatch {
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly invokeCount: number;
  /** Whether the function threw (else it reported item failures). */
  readonly threw: boolean;
}

export interface BatchEffects {
  invoke(records: readonly StreamRecord[]): Promise<InvocationResult>;
  discard(batch: DiscardedBatch): void;
  /** Waits before the n-th retry (from 1); answers false when the pump stops. */
  backoff(retry: number): Promise<boolean>;
  now(): number;
}

/**
 * Brings a batch to its end as Lambda does for a stream:
 *
 * - item failures: the batch is split at the lowest failed sequence number; what lies before it is done, what begins with
 *   it is retried as it is, bisect or not. A function that reports the first record again and again takes the whole batch
 *   down with it; it has to throw instead.
 * - an error: the whole batch is retried; with bisect it is halved first, which costs no retry
 * - no concurrency left: the batch comes again, without using up a retry
 * - retries used up or a record too old: the remaining batch is discarded
 *
 * @returns false when the pump stopped before the end
 */
export const processBatch = async (
  mapping: Pick<StreamMapping, 'bisect' | 'partial' | 'maxRetries' | 'maxAgeMs'>,
  batch: readonly StreamRecord[],
  effects: BatchEffects,
): Promise<boolean> => {
  let records = batch;
  let retries = 0;
  let invokeCount = 0;
  let throttles = 0;
  for (;;) {
    const result = await effects.invoke(records);
    if (isThrottled(result)) {
      // What did not reach the function uses up no retry (Lambda's documentation), and is split by nothing.
      if (tooOld(mapping, records, effects.now())) {
        effects.discard({ records, invokeCount, threw: false, condition: 'RecordAgeExceeded' });
        return true;
      }
      throttles += 1;
      if (!(await effects.backoff(throttles))) return false;
      continue;
    }
    throttles = 0;
    invokeCount += 1;
    const failedAt = lowestFailure(mapping, records, result);
    if (failedAt === undefined) return true;
    if (failedAt > 0) {
      records = records.slice(failedAt);
      retries = 0;
      if (!(await effects.backoff(1))) return false;
      continue;
    }
    if (mapping.bisect && !result.ok && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      const first = await processBatch(mapping, records.slice(0, middle), effects);
      return first && processBatch(mapping, records.slice(middle), effects);
    }
    const discarded = { records, invokeCount, threw: !result.ok };
    if (mapping.maxRetries !== undefined && retries >= mapping.maxRetries) {
      effects.discard({ ...discarded, condition: 'RetryAttemptsExhausted' });
      return true;
    }
    if (tooOld(mapping, records, effects.now())) {
      effects.discard({ ...discarded, condition: 'RecordAgeExceeded' });
      return true;
    }
    retries += 1;
    if (!(await effects.backoff(retries))) return false;
  }
};

/** Index of the record from which to retry; undefined when the batch is done. */
const lowestFailure = (
  { partial }: Pick<StreamMapping, 'partial'>,
  records: readonly StreamRecord[],
  result: InvocationResult,
): number | undefined => {
  if (!result.ok) return 0;
  if (!partial) return undefined;
  const { batchItemFailures } = (result.payload ?? {}) as {
    batchItemFailures?: { itemIdentifier?: string }[] | null;
  };
  if (!batchItemFailures || batchItemFailures.length === 0) return undefined;
  const indexes = batchItemFailures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  // An identifier that is none of the batch's makes the whole batch a failure: -1 becomes the start.
  return Math.max(0, Math.min(...indexes));
};

const tooOld = (
  { maxAgeMs }: Pick<StreamMapping, 'maxAgeMs'>,
  records: readonly StreamRecord[],
  now: number,
): boolean => {
  const [oldest] = records;
  if (maxAgeMs === undefined || !oldest) return false;
  return now - oldest.dynamodb.ApproximateCreationDateTime * 1000 > maxAgeMs;
};
