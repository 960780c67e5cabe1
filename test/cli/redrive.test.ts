import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Message, redriveLetters } from '../../cli/dead-letters/redrive-letters.ts';
import { useEngine } from '../support/engine.ts';

interface Event {
  readonly Records: { dynamodb: { NewImage: { pk: { S: string }; change: { S: string } } } }[];
}

describe('given parked records of the stream of heads', () => {
  const engine = useEngine();
  let streams: DynamoDBStreamsClient;
  let said: string[];

  beforeEach(() => {
    said = [];
    streams = new DynamoDBStreamsClient({
      endpoint: engine.endpoint(),
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });

  afterEach(() => streams.destroy());

  /** Writes heads, and answers the letter that Lambda writes when it gives all of them up. */
  const parked = async (
    heads: { pk: string; change?: string; action?: string; entityId?: string }[],
  ): Promise<Message> => {
    const TableName = 'Conversations';
    for (const Item of heads) await engine.client().send(new PutCommand({ TableName, Item }));
    const listed = await streams.send(new ListStreamsCommand({ TableName }));
    const StreamArn = listed.Streams?.[0]?.StreamArn ?? '';
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    const numbers = Records.filter((record) =>
      heads.some((head) => head.pk === record.dynamodb?.NewImage?.pk?.S),
    ).map((record) => record.dynamodb?.SequenceNumber ?? '');
    const DDBStreamBatchInfo = {
      streamArn: StreamArn,
      shardId: ShardId,
      startSequenceNumber: numbers.at(0),
      endSequenceNumber: numbers.at(-1),
    };
    return { body: JSON.stringify({ DDBStreamBatchInfo }), handle: heads[0]?.pk ?? '' };
  };

  const run = async (messages: Message[], answer: unknown, consumer = 'record') => {
    const queue = [messages, []];
    const removed: string[] = [];
    const events: Event[] = [];
    const redriven = await redriveLetters({
      consumer,
      streams,
      receive: async () => queue.shift() ?? [],
      remove: async ({ handle }) => void removed.push(handle),
      invoke: async (event) => {
        events.push(event as Event);
        return answer;
      },
      say: (line) => said.push(line),
    });
    return { redriven, removed, events };
  };

  test('when the consumer takes them, then it had each transition in order, and the message is gone', async () => {
    const letter = await parked([
      { pk: 'a', change: 'started' },
      { pk: 'b', change: 'message' },
      { pk: 'c', change: 'ended' },
    ]);
    const { redriven, removed, events } = await run([letter], { batchItemFailures: [] });
    expect(events.map((event) => event.Records.map((r) => r.dynamodb.NewImage.pk.S))).toEqual([['a', 'c']]);
    expect(removed).toEqual(['a']);
    expect(redriven).toEqual({ taken: 1, staying: 0 });
  });

  test('when audits are parked, then the oversight log is given them, and none of the users that stand beside them', async () => {
    // The engine of tests streams this table; what wakes a consumer is in the items.
    const audit = { pk: 'audits', action: 'session.released', entityId: 's' };
    const letter = await parked([audit, { pk: 'users' }]);
    const { redriven, events } = await run([letter], { batchItemFailures: [] }, 'oversee');
    expect(events.map((event) => event.Records.map((r) => r.dynamodb.NewImage.pk.S))).toEqual([['audits']]);
    expect(redriven).toEqual({ taken: 1, staying: 0 });
  });

  test('when the consumer fails again, then the message stays', async () => {
    const letter = await parked([{ pk: 'd', change: 'started' }]);
    const { redriven, removed } = await run([letter], { batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(removed).toEqual([]);
    expect(redriven).toEqual({ taken: 0, staying: 1 });
    expect(said.join()).toContain('failed on it again');
  });

  test('when one message cannot be read, then the others are taken all the same', async () => {
    const letter = await parked([{ pk: 'e', change: 'monitor' }]);
    const { redriven, removed } = await run([{ body: 'not a letter', handle: 'x' }, letter], {
      batchItemFailures: [],
    });
    expect(removed).toEqual(['e']);
    expect(redriven).toEqual({ taken: 1, staying: 1 });
  });
});
