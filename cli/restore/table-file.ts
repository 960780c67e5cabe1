import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { inLanes } from '../../local/replay/in-lanes.ts';
import { itemsOf } from '../walks/items-of.ts';
import type { Item } from '../walks/walk-table.ts';

/** Items that are written at a time. */
const lanes = 8;

/** Writes a table's items into a file, a line of DynamoDB's JSON each. Answers how many. */
export const saveTable = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  path: string,
): Promise<number> => {
  const file = await open(path, 'w', 0o600);
  let count = 0;
  try {
    for await (const item of itemsOf(client, TableName)) {
      count += 1;
      await file.write(`${JSON.stringify(marshall(item, { removeUndefinedValues: true }))}\n`);
    }
    return count;
  } finally {
    await file.close();
  }
};

/**
 * Puts a file's items into a table, where no item of that key is: what live traffic wrote since is newer. Answers how many
 * were put, and how many were there.
 */
export const loadTable = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  path: string,
): Promise<{ readonly put: number; readonly there: number }> => {
  const counts = { put: 0, there: 0 };
  const put = async (line: string): Promise<void> => {
    const Item = unmarshall(JSON.parse(line) as Record<string, AttributeValue>);
    try {
      await client.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
      counts.put += 1;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      counts.there += 1;
    }
  };
  let some: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    some.push(line);
    if (some.length < 100) continue;
    await inLanes(some, lanes, put);
    some = [];
  }
  await inLanes(some, lanes, put);
  return counts;
};

/** Takes every item of a table away. For a rehearsal alone. */
export const wipeTable = async (client: DynamoDBDocumentClient, TableName: string): Promise<number> => {
  const keys: Item[] = [];
  for await (const { pk, sk } of itemsOf(client, TableName))
    keys.push(sk === undefined ? { pk } : { pk, sk });
  await inLanes(keys, lanes, async (Key) => void (await client.send(new DeleteCommand({ TableName, Key }))));
  return keys.length;
};
