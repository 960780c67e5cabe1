import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { createTables } from '../../local/engine/create-tables.ts';
import { type Engine, type EngineExit, startEngine } from '../../local/engine/start-engine.ts';

const resources = {
  Main: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'by', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byIndex',
          KeySchema: [{ AttributeName: 'by', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      Replicas: [{ Region: 'us-east-1' }],
    },
  },
};

describe('the embedded engine', () => {
  let engine: Engine | undefined;
  afterEach(() => engine?.stop());

  test('Given a template table, when it is created, then items can be written and its stream is known', async () => {
    engine = await startEngine();
    const tables = await createTables({ endpoint: engine.endpoint, resources });
    const client = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await client.send(new PutItemCommand({ TableName: 'Main', Item: { pk: { S: 'a' } } }));
    const read = await client.send(new GetItemCommand({ TableName: 'Main', Key: { pk: { S: 'a' } } }));
    client.destroy();
    expect(read.Item).toEqual({ pk: { S: 'a' } });
    expect(tables.Main).toMatchObject({ tableName: 'Main', ttlAttribute: 'ttl' });
    expect(tables.Main?.streamArn).toContain('stream');
  });

  test('Given a running engine, when its process is killed, then another answers at the same endpoint', async () => {
    engine = await startEngine();
    const crashed = new Promise<EngineExit>((resolve) => engine?.onExit(resolve));
    // The guard's whole group, as a crash of the binary ends both.
    process.kill(-(engine.pid() as number), 'SIGKILL');
    expect(await crashed).toMatchObject({ restarted: true });
    const tables = await createTables({ endpoint: engine.endpoint, resources });
    expect(tables.Main?.tableName).toBe('Main');
  });
});
