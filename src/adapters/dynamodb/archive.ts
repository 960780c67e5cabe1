import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Archive } from '../../domain/views/retain.ts';
import { port } from '../port.ts';
import { rowSk } from './interaction-item.ts';
import { conversationPk } from './keys.ts';
import { client, items, nameOf, queryAll, refusedItem } from './table.ts';

/** The tables that hold parts of a conversation. */
export interface ArchiveTables {
  readonly conversations: string;
  readonly transcript: string;
  readonly records: string;
}

/** How long a sealed place stays: no message is on its way for so long. */
const sealedSeconds = 86_400;

const keyOf = (pk: string, sort: string, at: unknown): Record<string, unknown> => ({ pk, [sort]: at });

/** One conversation's items across the tables. */
export const dynamoArchive = (client: DynamoDBDocumentClient, tables: ArchiveTables): Archive => {
  async function* keys(pk: string) {
    for (const [TableName, sort] of [
      [tables.transcript, 'seq'],
      [tables.records, 'sk'],
    ] as const) {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ExpressionAttributeNames: { '#sort': sort, '#type': 'type', '#ttl': 'ttl' },
        ProjectionExpression: 'pk, #sort, #type, #ttl',
        ConsistentRead: true,
      };
      for await (const item of queryAll(client, query))
        yield {
          TableName,
          Key: keyOf(pk, sort, item[sort]),
          sealed: item.type === 'Lost' && item.ttl !== undefined,
        };
    }
  }
  /** What was given an expiry keeps it; what has gone meanwhile stays gone. */
  const expireOne = async (
    TableName: string,
    Key: Record<string, unknown>,
    seconds: number,
  ): Promise<void> => {
    const update = new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET #ttl = :at',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#ttl)',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':at': seconds },
    });
    await client.send(update).catch(refusedItem);
  };
  return {
    async expire(key, at) {
      const pk = conversationPk(key);
      const seconds = Math.ceil(at / 1000);
      for await (const { TableName, Key } of keys(pk)) await expireOne(TableName, Key, seconds);
      await expireOne(tables.conversations, { pk }, seconds);
    },
    async erase(key, now) {
      const pk = conversationPk(key);
      const ttl = Math.ceil(now / 1000) + sealedSeconds;
      for (let seq = 1; seq <= key.seq; seq += 1)
        await client.send(
          new PutCommand({ TableName: tables.transcript, Item: { pk, seq, type: 'Lost', time: now, ttl } }),
        );
      // The views' row takes along what it counts for (`forgetInteraction`). An older change knows fewer places than were sealed: they stay.
      for await (const { TableName, Key, sealed } of keys(pk))
        if (!sealed && Key.sk !== rowSk) await client.send(new DeleteCommand({ TableName, Key }));
    },
  };
};

/** The port of the archive, with the rights of each method. */
export const archive = port(
  'archive',
  () =>
    dynamoArchive(client(), {
      conversations: nameOf('conversations'),
      transcript: nameOf('transcript'),
      records: nameOf('records'),
    }),
  {
    expire: [
      items('conversations')('UpdateItem'),
      items('transcript')('Query', 'UpdateItem'),
      items('records', 'conversation')('Query', 'UpdateItem'),
    ],
    erase: [
      items('transcript')('Query', 'PutItem', 'DeleteItem'),
      items('records', 'conversation')('Query', 'DeleteItem'),
    ],
  },
);
