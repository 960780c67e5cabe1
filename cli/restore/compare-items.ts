import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unsigned } from '../oversight-log.ts';
import { itemsOf } from '../walks/items-of.ts';
import type { Item } from '../walks/walk-table.ts';

/** A table's items by their keys. */
export type Items = ReadonlyMap<string, Item>;

/** Items that say where work of an operator or the sweep stands: they are of no conversation. */
const isOfWork = (pk: unknown): boolean => /^(WALK#|HELD#SWEEP)/.test(String(pk));

/** Reads a table as it is now. */
export const readItems = async (client: DynamoDBDocumentClient, TableName: string): Promise<Items> => {
  const found = new Map<string, Item>();
  for await (const item of itemsOf(client, TableName))
    if (!isOfWork(item.pk)) found.set(JSON.stringify([item.pk, item.sk ?? item.seq ?? '']), unsigned(item));
  return found;
};

/**
 * Items that functions write themselves, so that no stream tells them again: what came after the second of a restored
 * table is lost with them.
 */
const isTold = (sk: unknown): boolean =>
  !/^(RECIPIENT|DELIVERY#|NOTE#|PANEL|ATTRIBUTES#|WRAPUP#)/.test(String(sk));

/** A row without what it has from its conversation's recipient. */
const withoutCustomer = (item: Item | undefined) => {
  const { customer: _, cpk: __, ...rest } = item ?? {};
  return rest;
};

/**
 * What is the same in two readings of a table, and the keys of what is missing, differs, or is there in addition; apart
 * from these what no stream tells again, and rows that miss no more than that.
 */
export const compareItems = (was: Items, is: Items) => {
  const keys = {
    missing: [] as string[],
    differs: [] as string[],
    added: [] as string[],
    lost: [] as string[],
  };
  let same = 0;
  for (const [key, item] of was) {
    const now = is.get(key);
    const recipient = JSON.stringify([item.pk, 'RECIPIENT']);
    const recipientIsLost = was.has(recipient) && !is.has(recipient);
    if (now === undefined) (isTold(item.sk) ? keys.missing : keys.lost).push(key);
    else if (isDeepStrictEqual(now, item)) same += 1;
    else if (recipientIsLost && isDeepStrictEqual(withoutCustomer(now), withoutCustomer(item)))
      keys.lost.push(key);
    else keys.differs.push(key);
  }
  for (const key of is.keys()) if (!was.has(key)) keys.added.push(key);
  return { same, ...keys };
};
