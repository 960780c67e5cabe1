import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { type Fixture, startFixture } from './fixtures/start-fixture.ts';

let dataDir: string;
let fixture: Fixture | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-'));
});
afterEach(async () => {
  await fixture?.stop();
  rmSync(dataDir, { recursive: true });
});

const put = async ({ engineEndpoint }: Fixture, pk: string): Promise<void> => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint: engineEndpoint, region: 'us-east-1', credentials });
  await client.send(new PutItemCommand({ TableName: 'Data-Items', Item: { pk: { S: pk } } }));
  client.destroy();
};

test('Given a data directory, when the runtime starts again, then stream records are not delivered a second time', async () => {
  const first = await startFixture({ dataDir });
  await put(first, 'c-1');
  await first.line('consumer', (line) => line.includes('c-1'));
  await expect
    .poll(async () => (await fetch(`${first.url}/dev/health`)).status, { timeout: patience })
    .toBe(200);
  await first.stop();

  fixture = await startFixture({ dataDir });
  await put(fixture, 'c-2');
  await fixture.line('consumer', (line) => line.includes('c-2'));
  expect(fixture.lines('consumer').join()).not.toContain('c-1');
});
