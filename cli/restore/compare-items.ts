import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { itemsOf } from './table-file.ts';

/** A table's items by their keys. */
export type Items = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Items that say where work of an operator or the sweep stands: they are of no conversation. */
const isOfWork = (pk: unknown): boolean => /^(WALK#|HELD#SWEEP)/.test(String(pk));

/** An anchor of the oversight log is signed anew, at another time; what it is over is compared. */
const unsigned = (item: Record<string, unknown>): Record<string, unknown> => {
  if (!String(item.pk).endsWith('#OVERSIGHT#anchors')) return item;
  const { signature: _, signedAt: __, ...rest } = item;
  return rest;
};

/** Reads a table as it is now. */
export const readItems = async (client: DynamoDBDocumentClient, TableName: string): Promise<Items> => {
  const found = new Map<string, Record<string, unknown>>();
  for await (const items of itemsOf(client, TableName))
    for (const item of items)
      if (!isOfWork(item.pk)) found.set(JSON.stringify([item.pk, item.sk ?? item.seq ?? '']), unsigned(item));
  return found;
};

/** What is the same in two readings of a table, and the keys of what is missing, differs, or is there in addition. */
export const compareItems = (was: Items, is: Items) => {
  const keys = { missing: [] as string[], differs: [] as string[], added: [] as string[] };
  let same = 0;
  for (const [key, item] of was) {
    const now = is.get(key);
    if (now === undefined) keys.missing.push(key);
    else if (isDeepStrictEqual(now, item)) same += 1;
    else keys.differs.push(key);
  }
  for (const key of is.keys()) if (!was.has(key)) keys.added.push(key);
  return { same, ...keys };
};
