import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { GuestRecord, GuestStore } from '../../domain/messages/guest-session.ts';
import { port } from '../port.ts';
import { guestKey } from './keys.ts';
import { client, items, nameOf } from './table.ts';

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
    if (Item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ttl: _ttl, ...guest } = Item;
    return guest as unknown as GuestRecord;
  },
});

const rights = items('sockets', 'guest');

/** The port of guests, with the rights of each method. */
export const guests = port('guests', () => dynamoGuestStore(client(), nameOf('sockets')), {
  put: [rights('PutItem')],
  get: [rights('GetItem')],
});
