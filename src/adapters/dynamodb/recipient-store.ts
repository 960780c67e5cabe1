import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { CustomerAttributes } from '../../contract/journey.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { Recipient, Recipients } from '../../domain/messages/recipient.ts';
import { port } from '../port.ts';
import { conversationPk } from './keys.ts';
import { client, type Fields, items, nameOf } from './table.ts';

const StoredRecipient = z.object({
  integrationId: z.string(),
  address: z.string(),
  name: z.exactOptional(z.string()),
  attributes: z.exactOptional(CustomerAttributes),
} satisfies Fields<Recipient>);

const recipientKey = (key: ConversationKey) => ({ pk: conversationPk(key), sk: 'RECIPIENT' });

/** Recipients in the records table, in their conversation's partition: what deletes it deletes them. */
export const dynamoRecipients = (client: DynamoDBDocumentClient, TableName: string): Recipients => ({
  async put(key, recipient) {
    await client.send(new PutCommand({ TableName, Item: { ...recipientKey(key), ...recipient } }));
  },
  async get(key) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: recipientKey(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : StoredRecipient.parse(Item);
  },
});

const ofRecipients = items('records', 'conversation');

/** The port of recipients, with the rights of each method. */
export const recipients = port('recipients', () => dynamoRecipients(client(), nameOf('records')), {
  put: [ofRecipients('PutItem')],
  get: [ofRecipients('GetItem')],
});
