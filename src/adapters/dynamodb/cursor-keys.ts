import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Cursors } from '../../domain/views/query-details.ts';
import { port } from '../port.ts';
import { recentCache } from '../recent-cache.ts';
import { sealedCursors } from '../sealed-cursors.ts';
import { cursorKeyOf } from './keys.ts';
import { client, directoryItems, items, nameOf, unlessRefused } from './table.ts';

/** How many tenants' keys an environment remembers, and for how long (ms). */
const rememberedTenants = 1_000;
const rememberedMs = 15 * 60_000;

const StoredKey = z.object({ secret: z.base64() });

/** Cursors sealed by a key of each tenant, which the first that is needed makes; an environment remembers it. */
export const dynamoCursors = (client: DynamoDBDocumentClient, TableName: string): Cursors => {
  const items = directoryItems(client, TableName);
  const known = recentCache<Uint8Array>(rememberedTenants, rememberedMs, () => Date.now());
  return sealedCursors(async (tenantId) => {
    const remembered = known.get(tenantId);
    if (remembered !== undefined) return remembered;
    const Item = { ...cursorKeyOf(tenantId), secret: randomBytes(32).toString('base64') };
    let stored = await items.get(cursorKeyOf(tenantId), StoredKey);
    if (stored === undefined) {
      const put = new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      const made = (await unlessRefused(client.send(put))) !== undefined;
      stored = made ? Item : await items.get(cursorKeyOf(tenantId), StoredKey);
    }
    if (stored === undefined) throw new Error('the key of cursors went while it was read');
    const key = Buffer.from(stored.secret, 'base64');
    known.set(tenantId, key);
    return key;
  });
};

const rights = items('directory', 'cursors');

/** The port of cursors, with the rights of each method. */
export const cursors = port('cursors', () => dynamoCursors(client(), nameOf('directory')), {
  seal: [rights('GetItem', 'PutItem')],
  open: [rights('GetItem', 'PutItem')],
});
