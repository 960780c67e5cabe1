import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { RoutingStatusName, User } from '../../contract/user.ts';
import { SystemPresence } from '../../contract/words.ts';
import type { Presence, PresenceStore, Routing, UserStore } from '../../domain/directory/directory.ts';
import { port } from '../port.ts';
import { counted, countedLists } from './counted.ts';
import { presenceKey, userKey } from './keys.ts';
import { client, directoryItems, type Fields, follows, items, nameOf, partition } from './table.ts';

/** Users in the directory table, a tenant's in one partition. */
export const dynamoUserStore = (client: DynamoDBDocumentClient, TableName: string): UserStore => {
  const items = directoryItems(client, TableName);
  const lists = countedLists(client, TableName);
  return {
    get: (tenantId, userId) => items.get(userKey(tenantId, userId), User),
    async *all(tenantId) {
      const { pk, sk: prefix } = userKey(tenantId, '');
      const all = partition(client, { TableName, pk, prefix, ConsistentRead: false });
      for await (const item of all) yield User.parse(item);
    },
    put: (tenantId, user) => items.putNext(userKey(tenantId, user.id), user),
    async create(tenantId, user) {
      const Put = { TableName, Item: { ...user, ...userKey(tenantId, user.id) }, ...follows(1) };
      const added = await lists.change([counted.users(tenantId)], 1, [{ Put }]);
      return added === 'done' || added === 'full' ? added : 'known';
    },
  };
};

const ofUsers = items('directory', 'users');

/** The port of users, with the rights of each method. */
export const users = port('users', () => dynamoUserStore(client(), nameOf('directory')), {
  get: [ofUsers('GetItem')],
  all: [ofUsers('Query')],
  put: [ofUsers('PutItem')],
  create: [ofUsers('PutItem', 'GetItem', 'UpdateItem', 'Query')],
});

const StoredPresence = z.object({
  systemPresence: SystemPresence,
  modified: z.exactOptional(z.number()),
  routing: z.exactOptional(
    z.object({
      status: RoutingStatusName,
      since: z.number(),
      reported: z.exactOptional(z.enum(['NOT_RESPONDING', 'COMMUNICATING'])),
      conversations: z.array(z.string()),
    } satisfies Fields<Routing>),
  ),
  changed: z.exactOptional(z.array(z.enum(['presence', 'routingStatus']))),
  version: z.exactOptional(z.number()),
} satisfies Fields<Presence>);

/** A presence from its item, also from a stream image. */
export const presenceFromItem = (item: Record<string, unknown>): Presence => StoredPresence.parse(item);

/** Presences in the directory table. */
export const dynamoPresenceStore = (client: DynamoDBDocumentClient, table: string): PresenceStore => {
  const items = directoryItems(client, table);
  return {
    get: async (tenantId, userId) =>
      (await items.get(presenceKey(tenantId, userId), StoredPresence)) ?? { systemPresence: 'Offline' },
    put: (tenantId, userId, presence) => items.putNext(presenceKey(tenantId, userId), presence),
  };
};

const ofPresences = items('directory', 'presence');

/** The port of presences, with the rights of each method. */
export const presences = port('presences', () => dynamoPresenceStore(client(), nameOf('directory')), {
  get: [ofPresences('GetItem')],
  put: [ofPresences('PutItem')],
});
