import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { type Fixture, startFixture } from './fixtures/start-fixture.ts';

describe('the stream pumps', () => {
  let fixture: Fixture;
  let client: DynamoDBClient;
  beforeEach(async () => {
    fixture = await startFixture({ ttlSweepMs: 50, partitions: 1 });
    client = new DynamoDBClient({
      endpoint: fixture.engineEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });
  afterEach(async () => {
    client.destroy();
    await fixture.stop();
  });

  const item = (pk: string, poison: boolean) => ({
    pk: { S: pk },
    ...(poison ? { poison: { BOOL: true } } : {}),
  });
  /** Writes at once, so that the records come in one batch. */
  const write = (...items: [pk: string, poison?: boolean][]) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: items.map(([pk, poison = false]) => ({
          Put: { TableName: 'Data-Items', Item: item(pk, poison) },
        })),
      }),
    );
  const letters = async () => {
    const response = await fetch(`${fixture.url}/dev/queues`);
    const { entities } = (await response.json()) as {
      entities: { name: string; messages?: { body: string }[] }[];
    };
    const queue = entities.find(({ name }) => name === 'dead-letters');
    return (queue?.messages ?? []).map(
      ({ body }) => JSON.parse(body) as Record<string, Record<string, unknown>>,
    );
  };
  const letter = () => vi.waitUntil(async () => (await letters())[0], { timeout: patience, interval: 20 });

  test('Given a filter, when records come, then only matching ones reach the function', async () => {
    await write(['x-1'], ['c-1'], ['r-1']);
    expect(JSON.parse(await fixture.line('consumer', () => true))).toMatchObject({ keys: ['c-1'] });
    expect(JSON.parse(await fixture.line('reporter', () => true))).toEqual(['r-1']);
  });

  test('Given a throwing function with bisect, when a record is poison, then it alone reaches the dead-letter queue', async () => {
    await write(['c-1'], ['c-2'], ['c-3', true], ['c-4']);
    expect(await letter()).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      responseContext: { functionError: 'Unhandled' },
      DDBStreamBatchInfo: { batchSize: 1, shardId: expect.stringMatching(/^shardId-/) },
    });
    const succeeded = () =>
      fixture.lines('consumer').flatMap((line) => {
        const keys = line.startsWith('{') ? (JSON.parse(line) as { keys: string[] }).keys : [];
        return keys.includes('c-3') ? [] : keys;
      });
    await vi.waitUntil(() => succeeded().includes('c-4'), { timeout: patience });
    expect(succeeded()).toEqual(expect.arrayContaining(['c-1', 'c-2', 'c-4']));
    expect(await letters()).toHaveLength(1);
  });

  test('Given reported item failures, when the last record fails, then the ones before it are not repeated', async () => {
    await write(['r-1'], ['r-2'], ['r-3', true]);
    expect(await letter()).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
    const batches = fixture.lines('reporter').map((line) => JSON.parse(line) as string[]);
    expect(batches[0]).toEqual(['r-1', 'r-2', 'r-3']);
    expect(batches.slice(1)).toEqual([['r-3'], ['r-3']]);
  });

  test('Given an expired item, when the sweeper deletes it, then the record is marked as TTL’s', async () => {
    const ttl = { N: String(Math.floor(Date.now() / 1000) - 60) };
    await client.send(
      new PutItemCommand({ TableName: 'Data-Items', Item: { ...item('c-old', false), ttl } }),
    );
    const line = await fixture.line('consumer', (text) => text.includes('Service'));
    expect(JSON.parse(line)).toEqual({
      keys: expect.arrayContaining(['c-old']),
      identities: expect.arrayContaining([{ principalId: 'dynamodb.amazonaws.com', type: 'Service' }]),
    });
  });
});
