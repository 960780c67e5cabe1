import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { Recipient, Recipients } from '../../domain/messages/delivery.ts';
import { port } from '../port.ts';
import { conversationPk } from './keys.ts';
import { client, type Fields, items, nameOf } from './table.ts';

const Stored = z.object({ integrationId: z.string(), address: z.string() } satisfies Fields<Recipient>);

const recipientKey = (key: ConversationKey) => ({ pk: conversationPk(key), sk: 'RECIPIENT' });

/** Recipients in the records table, in their conversation's partition: what deletes it deletes them. */
export const dynamoRecipients = (client: DynamoDBDocumentClient, TableName: string): Recipients => ({
  async put(key, { integrationId, address }) {
    await client.send(new PutCommand({ TableName, Item: { ...recipientKey(key), integrationId, address } }));
  },
  async get(key) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: recipientKey(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : Stored.parse(Item);
  },
});

const rights = items('records', 'conversation');

/** The port of recipients, with the rights of each method. */
export const recipients = port('recipients', () => dynamoRecipients(client(), nameOf('records')), {
  put: [rights('PutItem')],
  get: [rights('GetItem')],
});
