import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Archive } from '../../domain/views/retain.ts';
import { port } from '../port.ts';
import { conversationPk } from './keys.ts';
import { client, items, nameOf, queryAll } from './table.ts';

/** The tables that hold parts of a conversation. */
export interface ArchiveTables {
  readonly conversations: string;
  readonly transcript: string;
  readonly records: string;
}

/** One conversation's items across the tables, messages and records first, the head last. */
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
        ExpressionAttributeNames: { '#sort': sort },
        ProjectionExpression: 'pk, #sort',
      };
      for await (const item of queryAll(client, query))
        yield { TableName, Key: { pk, [sort]: item[sort] } as Record<string, unknown> };
    }
    yield { TableName: tables.conversations, Key: { pk } as Record<string, unknown> };
  }
  return {
    async expire(key, at) {
      for await (const { TableName, Key } of keys(conversationPk(key)))
        await client.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression: 'SET #ttl = :at',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#ttl': 'ttl' },
            ExpressionAttributeValues: { ':at': Math.ceil(at / 1000) },
          }),
        );
    },
    async erase(key) {
      for await (const { TableName, Key } of keys(conversationPk(key)))
        await client.send(new DeleteCommand({ TableName, Key }));
    },
  };
};

const partsOf = (action: 'UpdateItem' | 'DeleteItem') => [
  items('conversations')(action),
  items('transcript')('Query', action),
  items('records', 'conversation')('Query', action),
];

/** The port of the archive, with the rights of each method. */
export const archive = port(
  'archive',
  () =>
    dynamoArchive(client(), {
      conversations: nameOf('conversations'),
      transcript: nameOf('transcript'),
      records: nameOf('records'),
    }),
  { expire: partsOf('UpdateItem'), erase: partsOf('DeleteItem') },
);
