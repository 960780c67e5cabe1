import { setTimeout as delay } from 'node:timers/promises';
import { callEngine } from '../engine/call-engine.ts';
import type { StreamRecord } from './stream-record.ts';

/** Between two looks at a stream whose writers do not wake the reader: those that go to the engine directly. */
const usualPollMs = 50;
/**
 * From one look to the next at the least: while many write, one look finds what several wrote. The first look after a
 * rest is not put off by it.
 */
const lookGapMs = 10;
const shardLookupMs = 5_000;

/**
 * Records of one shard, in order. The shard is known as `{stream label}/{shard id}`: a table made anew has
 * the shard ids and the sequence numbers of the old one.
 */
export type OnRecords = (shard: string, records: readonly StreamRecord[]) => void;

/** Where reading goes on, by shard: the last sequence number that needs no second look. */
export type Positions = Readonly<Record<string, string>>;

interface WireRecord extends Omit<StreamRecord, 'userIdentity' | 'eventSourceARN'> {
  readonly userIdentity?: { readonly PrincipalId: string; readonly Type: string };
}

/** A reader that follows a stream. */
export interface StreamReader {
  alive(): boolean;
  /** Says that the table was written to: the reader looks at once. */
  wake(): void;
  /** Resolves once a look that began after the call has found nothing new; what was found has been handed on. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Follows a table's stream until stopped. It reads on after the given positions; a shard without one is read
 * from its start, or from now on when `fromStart` is false and the shard is there already.
 *
 * @returns once every present shard has its place, so that no later write is missed
 */
export const startStreamReader = async ({
  endpoint,
  tableName,
  region,
  positions,
  fromStart,
  onRecords,
  pollMs = usualPollMs,
}: {
  endpoint: string;
  tableName: string;
  region: string;
  positions: Positions;
  fromStart: boolean;
  onRecords: OnRecords;
  pollMs?: number;
}): Promise<StreamReader> => {
  const call = <T>(action: string, input: unknown) =>
    callEngine<T>(endpoint, `DynamoDBStreams_20120810.${action}`, input);
  const iterators = new Map<string, string | undefined>();
  const read = new Map(Object.entries(positions));
  let streamArn = '';
  let stopping = false;
  let healthy = true;
  let lookedUpAt = 0;
  const rest = createRest();
  let asking: (() => void)[] = [];

  const findShards = async (begin: 'TRIM_HORIZON' | 'LATEST'): Promise<void> => {
    lookedUpAt = Date.now();
    const { Table } = await callEngine<{ Table: { LatestStreamArn?: string } }>(
      endpoint,
      'DynamoDB_20120810.DescribeTable',
      { TableName: tableName },
    );
    const arn = Table.LatestStreamArn ?? '';
    if (streamArn && arn !== streamArn) {
      // The engine came back without its data: this is another stream.
      iterators.clear();
    }
    streamArn = arn;
    const { StreamDescription } = await call<{ StreamDescription: { Shards?: { ShardId: string }[] } }>(
      'DescribeStream',
      { StreamArn: arn },
    );
    for (const { ShardId } of StreamDescription.Shards ?? []) {
      if (iterators.has(ShardId)) continue;
      const after = read.get(shardName(arn, ShardId));
      const { ShardIterator } = await call<{ ShardIterator?: string }>('GetShardIterator', {
        StreamArn: arn,
        ShardId,
        ...(after
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
          : { ShardIteratorType: begin }),
      });
      iterators.set(ShardId, ShardIterator);
    }
  };

  const poll = async (): Promise<boolean> => {
    let any = false;
    for (const [shardId, iterator] of iterators) {
      if (!iterator) continue;
      const { Records = [], NextShardIterator } = await call<{
        Records?: WireRecord[];
        NextShardIterator?: string;
      }>('GetRecords', { ShardIterator: iterator, Limit: 1000 });
      // An open shard may report an end; only a missing iterator is one.
      iterators.set(shardId, NextShardIterator);
      const last = Records.at(-1);
      if (!last) continue;
      any = true;
      const shard = shardName(streamArn, shardId);
      read.set(shard, last.dynamodb.SequenceNumber);
      onRecords(
        shard,
        Records.map((record) => toEvent(record, region, streamArn)),
      );
    }
    return any;
  };

  const follow = async (): Promise<void> => {
    while (!stopping) {
      const asked = asking;
      asking = [];
      const began = performance.now();
      try {
        const unread = [...iterators.values()].every((iterator) => !iterator);
        if (unread || Date.now() - lookedUpAt > shardLookupMs) await findShards('TRIM_HORIZON');
        const any = await poll();
        healthy = true;
        if (any) {
          asking.push(...asked);
          await delay(Math.max(0, began + lookGapMs - performance.now()));
        } else {
          for (const tell of asked) tell();
          await rest.take(pollMs);
        }
      } catch {
        // The engine is being restarted: look up everything again, from the last position read.
        healthy = false;
        asking.push(...asked);
        iterators.clear();
        await rest.take(pollMs);
      }
    }
  };

  await findShards(fromStart ? 'TRIM_HORIZON' : 'LATEST');
  const following = follow();
  return {
    alive: () => healthy && !stopping,
    wake: rest.end,
    caughtUp: () =>
      new Promise((resolve) => {
        asking.push(resolve);
        if (stopping) resolve();
        rest.end();
      }),
    async stop() {
      stopping = true;
      rest.end();
      await following;
      for (const tell of asking) tell();
    },
  };
};

/** A pause that can be ended; one that was ended before it began is none. */
const createRest = () => {
  let ended = false;
  let end = () => {};
  return {
    async take(ms: number): Promise<void> {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        end = resolve;
        timer = setTimeout(resolve, ms);
        if (ended) resolve();
      });
      clearTimeout(timer);
      ended = false;
    },
    end(): void {
      ended = true;
      end();
    },
  };
};

const shardName = (streamArn: string, shardId: string): string => {
  return `${streamArn.split('/').at(-1)}/${shardId}`;
};

const toEvent = (
  { userIdentity, ...record }: WireRecord,
  region: string,
  eventSourceARN: string,
): StreamRecord => {
  return {
    ...record,
    awsRegion: region,
    eventSourceARN,
    ...(userIdentity
      ? { userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type } }
      : {}),
  };
};
