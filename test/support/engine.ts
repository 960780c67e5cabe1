import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { createTables } from '../../local/engine/create-tables.ts';
import { type Engine, startEngine } from '../../local/engine/start-engine.ts';
import { tables } from './tables.ts';

/** A DynamoDB-compatible engine of this test file's own, with the five tables. */
export interface TestEngine {
  endpoint(): string;
  /** The file's client. */
  client(): DynamoDBDocumentClient;
  /** Another client of the same tables, as another environment has. */
  newClient(): DynamoDBDocumentClient;
}

/** Starts an engine before the file's tests and stops it, and every client, after them. */
export const useEngine = (): TestEngine => {
  let engine: Engine | undefined;
  let shared: DynamoDBDocumentClient | undefined;
  const opened: DynamoDBClient[] = [];
  const endpoint = (): string => {
    if (engine === undefined) throw new Error('the engine has not started');
    return engine.endpoint;
  };
  const newClient = (): DynamoDBDocumentClient => {
    const client = new DynamoDBClient({
      endpoint: endpoint(),
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    opened.push(client);
    return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  };
  beforeAll(async () => {
    engine = await startEngine();
    await createTables({ endpoint: engine.endpoint, resources: tables });
  });
  afterAll(async () => {
    for (const client of opened) client.destroy();
    await engine?.stop();
  });
  return {
    endpoint,
    newClient,
    client: () => {
      shared ??= newClient();
      return shared;
    },
  };
};
