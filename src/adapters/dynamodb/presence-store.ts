import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Presence, PresenceStore } from '../../domain/monitoring/presence-store.ts';
import { directoryItems } from './directory-store.ts';
import { userKey } from './keys.ts';

/** Presences in the directory table. */
export const dynamoPresenceStore = (client: DynamoDBDocumentClient, table: string): PresenceStore => {
  const items = directoryItems(client, table);
  return {
    get: async (tenantId, userId) =>
      (await items.get<Presence>(userKey(tenantId, userId))) ?? { systemPresence: 'Offline' },
    put: (tenantId, userId, presence) => items.put(userKey(tenantId, userId), presence),
  };
};
