import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { GuestRecord, GuestStore } from '../../domain/messages/guest-session.ts';
import { port } from '../port.ts';
import { guestKey } from './keys.ts';
import { client, type Fields, items, nameOf } from './table.ts';

const Stored = z.object({
  tenantId: z.string(),
  guestId: z.string(),
  integrationId: z.string(),
  name: z.string(),
  secretHash: z.string(),
  created: z.number(),
  expires: z.number(),
} satisfies Fields<GuestRecord>);

/** Guests in the sockets table, which forgets them a day after they have expired. */
export const dynamoGuestStore = (client: DynamoDBDocumentClient, TableName: string): GuestStore => ({
  async put(guest) {
    const ttl = Math.ceil(guest.expires / 1000) + 86_400;
    const Item = { ...guest, ...guestKey(guest.tenantId, guest.guestId), ttl };
    await client.send(new PutCommand({ TableName, Item }));
  },
  async get(tenantId, guestId) {
    const Key = guestKey(tenantId, guestId);
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : Stored.parse(Item);
  },
});

const rights = items('sockets', 'guest');

/** The port of guests, with the rights of each method. */
export const guests = port('guests', () => dynamoGuestStore(client(), nameOf('sockets')), {
  put: [rights('PutItem')],
  get: [rights('GetItem')],
});
