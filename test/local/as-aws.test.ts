import { describe, expect, test } from 'vitest';
import { createPartitionLimits } from '../../local/engine/partition-limits.ts';
import { runEvent } from '../../local/lambda/async-invocations.ts';
import { createConcurrency, throttled } from '../../local/lambda/concurrency.ts';
import type { AsyncSettings } from '../../local/lambda/function-spec.ts';
import type { InvocationResult } from '../../local/lambda/invocation.ts';
import { createLanes } from '../../local/streams/lanes.ts';
import { processBatch } from '../../local/streams/process-batch.ts';
import { createShards } from '../../local/streams/shards.ts';
import type { StreamRecord } from '../../local/streams/stream-record.ts';

const ok: InvocationResult = { ok: true, payload: null };
const failed: InvocationResult = { ok: false, error: { errorType: 'Error', errorMessage: 'broken' } };

const recordOf = (key: string, number: number): StreamRecord => ({
  eventID: String(number),
  eventName: 'MODIFY',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  eventSourceARN: 'arn',
  dynamodb: {
    ApproximateCreationDateTime: 0,
    Keys: { pk: { S: key } },
    SequenceNumber: String(number),
    SizeBytes: 1,
    StreamViewType: 'NEW_IMAGE',
  },
});
const keys = Array.from({ length: 12 }, (_, n) => `key-${n}`);

/** Lanes whose batches end when they are told to. */
const heldLanes = () => {
  const begun: { readonly keys: readonly string[]; readonly end: () => void }[] = [];
  const lanes = createLanes({
    count: 1,
    batchSize: 100,
    work: (_, batch) =>
      new Promise((resolve) => {
        const names = batch.map(({ dynamodb }) => String(dynamodb.Keys.pk?.S));
        begun.push({ keys: names, end: () => resolve(true) });
      }),
  });
  return { begun, lanes };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the shards of a stream', () => {
  test('Given four partitions, when records of many keys come, then shards are worked off side by side, each key in one of them', async () => {
    const shards = createShards(4, 'pk');
    const { begun, lanes } = heldLanes();
    for (const round of [1, 2])
      for (const [n, key] of keys.entries()) {
        const record = recordOf(key, round * 100 + n);
        lanes.add('stream/shard', shards.of(record), record);
      }
    await turn();
    expect(begun.length).toBeGreaterThan(1);
    expect(begun.length).toBeLessThanOrEqual(4);
    const once = begun.flatMap((batch) => [...new Set(batch.keys)]);
    expect(once.sort()).toEqual([...keys].sort());
    for (const { end } of begun) end();
    await lanes.idle();
  });

  test('Given shards that are replaced, when a parent is still worked off, then its children wait and those of others do not', async () => {
    const shards = createShards(2, 'pk');
    const { begun, lanes } = heldLanes();
    const add = (key: string, number: number) => {
      const record = recordOf(key, number);
      lanes.add('stream/shard', shards.of(record), record);
    };
    const [busy = '', free = ''] = [0, 0.5].map((from) =>
      keys.find((key) => shards.of(recordOf(key, 1)).from === from),
    );
    add(busy, 1);
    await turn();
    shards.reshard();
    add(busy, 2);
    add(free, 3);
    await turn();
    expect(begun.map((batch) => batch.keys)).toEqual([[busy], [free]]);
    begun[0]?.end();
    await turn();
    expect(begun.map((batch) => batch.keys)).toEqual([[busy], [free], [busy]]);
    for (const { end } of begun) end();
    shards.reshard();
    add(busy, 4);
    await turn();
    await turn();
    expect(begun).toHaveLength(4);
    begun[3]?.end();
    await lanes.idle();
  });
});

describe('the concurrency of an account', () => {
  const hold = () => {
    let end = () => {};
    const work = () =>
      new Promise<InvocationResult>((resolve) => {
        end = () => resolve(ok);
      });
    return { work, end: () => end() };
  };

  test('Given an account of two with one reserved, when more run at a time, then what is beyond is refused and nothing waits', async () => {
    const admitted = createConcurrency(
      [{ name: 'own', reservedConcurrency: 1 }, { name: 'a' }, { name: 'b' }],
      2,
    );
    const [first, second] = [hold(), hold()];
    const a = admitted('a', first.work);
    expect(await admitted('b', async () => ok)).toEqual(throttled);
    const own = admitted('own', second.work);
    expect(await admitted('own', async () => ok)).toEqual(throttled);
    first.end();
    expect(await a).toEqual(ok);
    expect(await admitted('b', async () => ok)).toEqual(ok);
    second.end();
    expect(await own).toEqual(ok);
  });

  test('Given a stream whose function is throttled, when concurrency comes back, then the batch comes whole and no retry was used up', async () => {
    const answers = [throttled, throttled, throttled, ok];
    const sizes: number[] = [];
    const discarded: unknown[] = [];
    const batch = keys.slice(0, 3).map(recordOf);
    const done = await processBatch({ bisect: true, partial: true, maxRetries: 0 }, batch, {
      invoke: async (records) => {
        sizes.push(records.length);
        return answers.shift() ?? ok;
      },
      discard: (one) => discarded.push(one),
      backoff: async () => true,
      now: () => 0,
    });
    expect([done, sizes, discarded]).toEqual([true, [3, 3, 3, 3], []]);
  });
});

describe('an asynchronous invocation', () => {
  const run = async (answers: readonly InvocationResult[], settings: Partial<AsyncSettings> = {}) => {
    const left = [...answers];
    const waits: number[] = [];
    const sent: { readonly to: string; readonly body: unknown; readonly attributes: unknown }[] = [];
    let now = 0;
    const asynchronous = { retries: 2, maxAgeMs: 6 * 3_600_000, ...settings };
    await runEvent(
      { arn: 'arn:function:f', asynchronous },
      { is: 'event' },
      {
        invoke: async () => left.shift() ?? failed,
        send: (to, body, attributes) => sent.push({ to, body: JSON.parse(body), attributes }),
        wait: async (ms) => {
          waits.push(ms / 1_000);
          now += ms;
          return true;
        },
        now: () => now,
      },
    );
    return { waits, sent, left: left.length };
  };

  test('Given a function that fails, when its retries are used up, then it was tried after one minute and after two more, and both destinations are told', async () => {
    const { waits, sent } = await run([], { onFailureArn: 'failures', deadLetterArn: 'letters' });
    expect(waits).toEqual([60, 120]);
    expect(sent).toMatchObject([
      {
        to: 'failures',
        body: {
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
          requestPayload: { is: 'event' },
          responseContext: { functionError: 'Unhandled' },
        },
      },
      { to: 'letters', body: { is: 'event' }, attributes: { ErrorMessage: { StringValue: 'broken' } } },
    ]);
  });

  test('Given a throttled function, when it runs at last, then the waits doubled from a second and no retry was used up', async () => {
    const refusals = Array.from({ length: 10 }, () => throttled);
    const { waits, sent } = await run([...refusals, failed, ok], { onSuccessArn: 'successes' });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 60]);
    expect(sent).toMatchObject([{ to: 'successes', body: { requestContext: { condition: 'Success' } } }]);
  });

  test('Given an event that grows too old, when it would come again, then it is given up for its age', async () => {
    const { waits, sent } = await run(
      Array.from({ length: 20 }, () => throttled),
      { maxAgeMs: 60_000, onFailureArn: 'failures' },
    );
    expect(waits).toEqual([1, 2, 4, 8, 16]);
    expect(sent).toMatchObject([{ body: { requestContext: { condition: 'EventAgeExceeded' } } }]);
  });
});

describe('the limits of partitions', () => {
  const limits = (partitions = 4) => {
    let now = 0;
    return {
      partition: createPartitionLimits({ reads: 3_000, writes: 1_000 }, partitions, () => now),
      pass: (ms: number) => {
        now += ms;
      },
    };
  };
  const put = (key: string) => [{ action: 'dynamodb:PutItem', resource: 'table/T', leadingKeys: [key] }];
  const get = (key: string) => [{ action: 'dynamodb:GetItem', resource: 'table/T', leadingKeys: [key] }];

  test('Given one key, when it takes 1,000 write units within a second, then the next write is refused as DynamoDB refuses it, until time passes', () => {
    const { partition, pass } = limits();
    let written = 0;
    for (; partition.refuse('X.PutItem', put('hot')) === undefined && written < 5_000; written += 1)
      partition.charge('X.PutItem', put('hot'), 900, 0);
    expect(written).toBe(1_000);
    const refused = partition.refuse('X.PutItem', put('hot'));
    expect(refused?.statusCode).toBe(400);
    expect(JSON.parse(refused?.body ?? '{}')).toMatchObject({
      __type: expect.stringMatching(/#ProvisionedThroughputExceededException$/),
      ThrottlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded' }],
    });
    const others = keys.filter((key) => partition.refuse('X.PutItem', put(key)) === undefined);
    expect(others.length).toBeGreaterThan(0);
    expect(others.length).toBeLessThan(keys.length);
    expect(partition.refuse('X.GetItem', get('hot'))).toBeUndefined();
    pass(500);
    expect(partition.refuse('X.PutItem', put('hot'))).toBeUndefined();
  });

  test('Given a partition with nothing left, when a transaction touches it, then the transaction is cancelled and the reason is throttling', () => {
    const { partition } = limits(1);
    partition.charge('X.PutItem', put('hot'), 2_000_000, 0);
    const refused = partition.refuse('X.TransactWriteItems', [...put('a'), ...put('b')]);
    expect(JSON.parse(refused?.body ?? '{}')).toMatchObject({
      __type: expect.stringMatching(/#TransactionCanceledException$/),
      CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'ThrottlingError' }],
    });
  });
});
