import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Presence, PresenceStore } from '../../domain/directory/presence-store.ts';
import { port } from '../port.ts';
import { directoryItems } from './directory-store.ts';
import { presenceKey } from './keys.ts';
import { client, items, nameOf } from './table.ts';

/** Presences in the directory table. */
export const dynamoPresenceStore = (client: DynamoDBDocumentClient, table: string): PresenceStore => {
  const items = directoryItems(client, table);
  return {
    get: async (tenantId, userId) =>
      (await items.get<Presence>(presenceKey(tenantId, userId))) ?? { systemPresence: 'Offline' },
    put: (tenantId, userId, presence) => items.putNext(presenceKey(tenantId, userId), presence),
  };
};

const rights = items('directory', 'presence');

/** The port of presences, with the rights of each method. */
export const presences = port('presences', () => dynamoPresenceStore(client(), nameOf('directory')), {
  get: [rights('GetItem')],
  put: [rights('PutItem')],
});
