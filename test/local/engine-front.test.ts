import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAccess } from '../../local/access/access.ts';
import { createTables } from '../../local/engine/create-tables.ts';
import { type EngineFront, startEngineFront } from '../../local/engine/engine-front.ts';
import { judgeRequests } from '../../local/engine/judge-request.ts';
import { type Engine, type EngineExit, startEngine } from '../../local/engine/start-engine.ts';
import { startStreamReader } from '../../local/streams/stream-reader.ts';
import { patience } from '../support/patience.ts';

const resources = {
  Main: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
};

describe('the door to the engine', () => {
  let engine: Engine;
  let front: EngineFront;
  let client: DynamoDBClient;
  let written: string[];
  beforeEach(async () => {
    engine = await startEngine();
    await createTables({ endpoint: engine.endpoint, resources });
    written = [];
    const tables = new Map([['Main', { arn: 'arn:Main', partitionKey: 'pk', indexes: new Map() }]]);
    front = await startEngineFront(
      engine.endpoint,
      judgeRequests({
        access: createAccess([], ''),
        tables,
        ready: () => true,
        written: (arn) => written.push(arn),
      }),
    );
    client = new DynamoDBClient({
      endpoint: front.endpoint,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });
  afterEach(async () => {
    client.destroy();
    await front.stop();
    await engine.stop();
  });
  const put = (pk: string) =>
    client.send(
      new PutItemCommand({ TableName: 'Main', Item: { pk: { S: pk }, big: { S: 'x'.repeat(200_000) } } }),
    );
  const get = (pk: string) => client.send(new GetItemCommand({ TableName: 'Main', Key: { pk: { S: pk } } }));

  test('Given many calls at once, when each is answered, then it has its own answer, and only writes are told', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
    await Promise.all(keys.map(put));
    const read = await Promise.all(keys.map(get));
    expect(read.map(({ Item }) => Item?.pk?.S)).toEqual(keys);
    expect(written).toEqual(keys.map(() => 'arn:Main'));
  });

  test('Given an engine that is not there, when it is called, then the answer is 503', async () => {
    await put('one');
    await engine.stop();
    await expect(get('one')).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $metadata: { httpStatusCode: 503 },
    });
  });

  test('Given an engine that was killed and started again, when it is called, then it answers on the same door', async () => {
    const started = new Promise<EngineExit>((resolve) => engine.onExit(resolve));
    await put('before');
    process.kill(-(engine.pid() as number), 'SIGKILL');
    expect(await started).toMatchObject({ restarted: true });
    await createTables({ endpoint: engine.endpoint, resources });
    await put('after');
    expect((await get('after')).Item?.pk?.S).toBe('after');
  });

  test('Given a reader that rests for an hour, when it is woken after a write, then it hands the record over', async () => {
    const seen: (string | undefined)[] = [];
    const reader = await startStreamReader({
      endpoint: engine.endpoint,
      tableName: 'Main',
      region: 'us-east-1',
      positions: {},
      fromStart: false,
      pollMs: 3_600_000,
      onRecords: (_, records) => seen.push(...records.map(({ dynamodb }) => String(dynamodb.Keys.pk?.S))),
    });
    await put('one');
    reader.wake();
    await vi.waitUntil(() => seen.length > 0, { timeout: patience });
    expect(seen).toEqual(['one']);
    await reader.stop();
  });
});
