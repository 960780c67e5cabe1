import { createHash } from 'node:crypto';
import type { ServiceAnswer } from '../access/denied-answer.ts';
import { isWrite } from '../access/dynamodb-calls.ts';
import type { Call } from '../access/policy.ts';

/** Where a partition key lies in the range of hashes, from 0 to 1. */
export const place = (key: string): number => createHash('md5').update(key).digest().readUInt32BE() / 2 ** 32;

/** Units a second of one partition. */
export interface PartitionLimits {
  readonly reads: number;
  readonly writes: number;
}

/** What DynamoDB gives one partition, however a table is paid for. */
export const awsPartition: PartitionLimits = { reads: 3_000, writes: 1_000 };

type Kind = 'Read' | 'Write';

interface Bucket {
  units: number;
  at: number;
}

const kindOf = (call: Call): Kind => (isWrite(call) ? 'Write' : 'Read');

const refusal = (resource: string, kind: Kind): ServiceAnswer => ({
  statusCode: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'Throughput exceeds the current capacity of your table or index.',
    ThrottlingReasons: [
      {
        reason: `${resource.includes('/index/') ? 'Index' : 'Table'}${kind}KeyRangeThroughputExceeded`,
        resource,
      },
    ],
  }),
});

const canceled = (calls: readonly Call[]): ServiceAnswer => ({
  statusCode: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [ThrottlingError]',
    CancellationReasons: calls.map(() => ({ Code: 'ThrottlingError' })),
  }),
});

/**
 * Holds the partitions of tables and indexes to their units a second: a bucket for each partition and kind, which holds
 * one second's worth. A call is let through while something is in the bucket, and its units are taken off by the bytes of
 * the request and of the answer, since what an update finds is not seen from here.
 *
 * @param partitions of each table and index
 * @param now milliseconds
 */
export const createPartitionLimits = (
  limits: PartitionLimits,
  partitions: number,
  now: () => number = () => performance.now(),
) => {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (resource: string, key: string, kind: Kind): Bucket => {
    const name = `${kind} ${resource} ${Math.floor(place(key) * partitions)}`;
    const limit = kind === 'Write' ? limits.writes : limits.reads;
    const known = buckets.get(name) ?? { units: limit, at: now() };
    known.units = Math.min(limit, known.units + ((now() - known.at) / 1_000) * limit);
    known.at = now();
    buckets.set(name, known);
    return known;
  };
  const touched = (calls: readonly Call[]) =>
    calls.flatMap((call) =>
      (call.leadingKeys ?? []).map((key) => ({ call, bucket: bucketOf(call.resource, key, kindOf(call)) })),
    );
  return {
    /** The refusal, where a partition that the calls touch has nothing left. */
    refuse(target: string, calls: readonly Call[]): ServiceAnswer | undefined {
      const empty = touched(calls).find(({ bucket }) => bucket.units <= 0);
      if (empty === undefined) return undefined;
      return target.includes('.Transact')
        ? canceled(calls)
        : refusal(empty.call.resource, kindOf(empty.call));
    },
    /** Takes off what the calls cost. */
    charge(target: string, calls: readonly Call[], requestBytes: number, answerBytes: number): void {
      const parts = touched(calls);
      const twice = target.includes('.Transact') ? 2 : 1;
      for (const { call, bucket } of parts) {
        const bytes = (isWrite(call) ? requestBytes : answerBytes) / parts.length;
        const units = isWrite(call) ? Math.ceil(bytes / 1_024) : Math.ceil(bytes / 4_096) / 2;
        bucket.units -= twice * units;
      }
    },
  };
};
