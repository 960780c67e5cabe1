import { describe, expect, test } from 'vitest';
import { type DiscardedBatch, processBatch } from '../../local/streams/process-batch.ts';
import type { StreamRecord } from '../../local/streams/stream-record.ts';

const record = (number: number): StreamRecord => ({
  eventID: String(number),
  eventName: 'MODIFY',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  eventSourceARN: 'arn',
  dynamodb: {
    ApproximateCreationDateTime: 0,
    Keys: {},
    SequenceNumber: String(number),
    SizeBytes: 1,
    StreamViewType: 'NEW_IMAGE',
  },
});

/** Runs a batch through a function that throws, or reports, whenever it sees a poisonous record. */
const run = async (
  settings: { bisect: boolean; partial: boolean; maxRetries?: number; maxAgeMs?: number },
  poison: number,
) => {
  const invoked: string[] = [];
  const discarded: DiscardedBatch[] = [];
  const done = await processBatch(settings, [1, 2, 3, 4].map(record), {
    invoke: async (records) => {
      const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      invoked.push(numbers.join(''));
      if (!numbers.includes(String(poison))) return { ok: true, payload: null };
      if (settings.partial) {
        return { ok: true, payload: { batchItemFailures: [{ itemIdentifier: String(poison) }] } };
      }
      return { ok: false, error: { errorType: 'Error', errorMessage: 'poison' } };
    },
    discard: (batch) => discarded.push(batch),
    backoff: async () => true,
    now: () => 10_000,
  });
  return { done, invoked, discarded: discarded.map(({ records, condition }) => [records.length, condition]) };
};

describe('a stream batch', () => {
  test('Given bisect, when a record throws, then halves are tried until it stands alone', async () => {
    const { invoked, discarded } = await run({ bisect: true, partial: false, maxRetries: 1 }, 3);
    expect(invoked).toEqual(['1234', '12', '34', '3', '3', '4']);
    expect(discarded).toEqual([[1, 'RetryAttemptsExhausted']]);
  });

  test('Given no bisect, when retries are used up, then the whole batch is discarded', async () => {
    const { invoked, discarded } = await run({ bisect: false, partial: false, maxRetries: 2 }, 3);
    expect(invoked).toEqual(['1234', '1234', '1234']);
    expect(discarded).toEqual([[4, 'RetryAttemptsExhausted']]);
  });

  test('Given reported failures and bisect, when a record keeps failing, then the batch is split before it and never halved', async () => {
    const { invoked, discarded } = await run({ bisect: true, partial: true, maxRetries: 1 }, 2);
    expect(invoked).toEqual(['1234', '234', '234']);
    expect(discarded).toEqual([[3, 'RetryAttemptsExhausted']]);
  });

  test('Given a record older than allowed, when it fails, then it is not tried again', async () => {
    const { invoked, discarded } = await run({ bisect: false, partial: false, maxAgeMs: 9_999 }, 1);
    expect(invoked).toEqual(['1234']);
    expect(discarded).toEqual([[4, 'RecordAgeExceeded']]);
  });
});
