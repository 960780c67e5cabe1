import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unsigned } from '../oversight-log.ts';
import { itemsOf } from '../walks/items-of.ts';
import type { Item } from '../walks/walk-table.ts';

/** The tables in the order in which they are copied: what a stream's consumers look for is there before they are woken. */
export const movedTables = ['Records', 'Sockets', 'Transcript', 'Conversations', 'Directory'] as const;
export type MovedTable = (typeof movedTables)[number];

/** How the partition keys of a tenant's items begin, in every table. */
export const tenantPrefix = (tenantId: string): string => `T#${tenantId}#`;

/** A scan's filter for a tenant's items. */
export const ofTenant = (tenantId: string) => ({
  FilterExpression: 'begins_with(#pk, :prefix)',
  ExpressionAttributeNames: { '#pk': 'pk' },
  ExpressionAttributeValues: { ':prefix': tenantPrefix(tenantId) },
});

/** A tenant's items in a table, one after the other. */
export const itemsOfTenant = (client: DynamoDBDocumentClient, TableName: string, tenantId: string) =>
  itemsOf(client, TableName, ofTenant(tenantId));

/** The sort keys of the tables; a head has none. */
const sortKeys: Readonly<Record<MovedTable, 'sk' | 'seq' | undefined>> = {
  Records: 'sk',
  Sockets: 'sk',
  Transcript: 'seq',
  Conversations: undefined,
  Directory: 'sk',
};

/** The key of an item. */
export const keyIn = (table: MovedTable, item: Item): Item => {
  const sortKey = sortKeys[table];
  return { pk: item.pk, ...(sortKey === undefined ? {} : { [sortKey]: item[sortKey] }) };
};

const kindOf = ({ pk }: Item): string => String(pk).split('#')[2] ?? '';

/** A delivery that was taken out of its installation's hands: it looks as if it had failed there (`takenCode`). */
export const takenCode = 'moved';
export const isTaken = ({ sk, code }: Item): boolean =>
  String(sk).startsWith('DELIVERY#') && code === takenCode;

/** Deliveries that came to nothing yet begin anew where the tenant is. */
const isUnderWay = ({ sk, status }: Item): boolean =>
  String(sk).startsWith('DELIVERY#') && status === 'sending';

/**
 * Whether an item goes along. What stays: the fence; channels, subscriptions and counts of calls, whose sockets are closed;
 * deliveries under way; what has expired.
 */
export const goesAlong = (table: MovedTable, item: Item, now: number): boolean => {
  if (item.ttl !== undefined && Number(item.ttl) * 1000 <= now) return false;
  if (kindOf(item) === 'RELOCATION') return false;
  if (table === 'Sockets') return kindOf(item) === 'GUEST';
  return !isTaken(item) && !isUnderWay(item);
};

/** An item as it is put: a head's last change is that it was moved, which wakes no consumer. */
export const asMoved = (table: MovedTable, item: Item): Item =>
  table === 'Conversations' ? { ...item, change: 'moved' } : item;

/** Whether an item arrived as it was. */
export const hasArrived = (table: MovedTable, item: Item, there: Item | undefined): boolean =>
  there !== undefined && isDeepStrictEqual(unsigned(asMoved(table, item)), unsigned(there));
