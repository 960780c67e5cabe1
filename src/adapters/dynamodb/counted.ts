import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../contract/limits.ts';
import { integrationKey, memberKey, queueCodeKey, queueKey, userKey, wrapupCodeKey } from './keys.ts';
import { type DirectoryKey, directoryItems, refusals, type Write } from './table.ts';

/** A list that can have so many entries, which are counted in an item of its own. */
export interface CountedList {
  /** Of the item that counts. */
  readonly key: DirectoryKey;
  /** How the sort keys of the entries begin, which stand in the same partition. */
  readonly entries: string;
  readonly most: number;
  /** When the count goes, seconds since the epoch; never where it is absent. */
  readonly ttl?: number | undefined;
}

/** A list that fills its partition, by the key of an entry without an id. */
const listOf = ({ pk, sk }: DirectoryKey, most: number): CountedList => ({
  key: { pk, sk: '#COUNT' },
  entries: sk,
  most,
});

/** The lists of a tenant and of a queue that calls make grow. */
export const counted = {
  queues: (tenantId: string) => listOf(queueKey(tenantId, ''), limits.queuesOfTenant),
  integrations: (tenantId: string) => listOf(integrationKey(tenantId, ''), limits.integrationsOfTenant),
  users: (tenantId: string) => listOf(userKey(tenantId, ''), limits.usersOfTenant),
  codes: (tenantId: string) => listOf(wrapupCodeKey(tenantId, ''), limits.codesOfTenant),
  codesOf: (tenantId: string, queueId: string) =>
    listOf(queueCodeKey(tenantId, queueId, ''), limits.codesOfQueue),
  membersOf: (tenantId: string, queueId: string) =>
    listOf(memberKey(tenantId, queueId, ''), limits.membersOfQueue),
} as const;

/** What became of a change: written, no room, or which of its writes were refused. */
export type Counted = 'done' | 'full' | readonly number[];

/**
 * Lists that never have more entries than they can: an entry and the count change in one transaction. The first change of
 * a list that has no count yet counts what is there, and loses to any other that does the same.
 */
export const countedLists = (client: DynamoDBDocumentClient, TableName: string) => {
  const entriesOf = async ({ key, entries }: CountedList): Promise<number> => {
    let count = 0;
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entries)',
      ExpressionAttributeValues: { ':pk': key.pk, ':entries': entries },
      ConsistentRead: true,
      Select: 'COUNT',
    } as const;
    for await (const page of paginateQuery({ client }, query)) count += page.Count ?? 0;
    return count;
  };

  /** The write that counts one entry more or one less; undefined where there is no room. */
  const step = async (list: CountedList, by: 1 | -1): Promise<Write | undefined> => {
    const { key: Key, most, ttl } = list;
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const count = Item === undefined ? await entriesOf(list) : Number(Item.count);
    if (by > 0 && count >= most) return undefined;
    if (Item === undefined)
      return {
        Put: {
          TableName,
          Item: { ...Key, count: count + by, ttl },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
    return {
      Update: {
        TableName,
        Key,
        UpdateExpression: ttl === undefined ? 'ADD #count :by' : 'SET #ttl = :ttl ADD #count :by',
        ConditionExpression: by > 0 ? '#count < :most' : 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#count': 'count', ...(ttl === undefined ? {} : { '#ttl': 'ttl' }) },
        ExpressionAttributeValues: {
          ':by': by,
          ...(by > 0 ? { ':most': most } : {}),
          ...(ttl === undefined ? {} : { ':ttl': ttl }),
        },
      },
    };
  };

  /** Writes what adds an entry to these lists, or takes it from them, and what else changes with it. */
  const change = async (
    lists: readonly CountedList[],
    by: 1 | -1,
    writes: readonly Write[],
  ): Promise<Counted> => {
    for (;;) {
      const steps = (await Promise.all(lists.map((list) => step(list, by)))).filter(
        (one) => one !== undefined,
      );
      if (steps.length < lists.length) return 'full';
      const refused = await refusals(client, [...steps, ...writes]);
      if (refused.length === 0) return 'done';
      const own = refused.map((index) => index - steps.length).filter((index) => index >= 0);
      // Where a count alone was refused, another call has changed it meanwhile: it is read anew.
      if (own.length > 0) return own;
    }
  };

  /**
   * Changes the entry that is there, or adds this one where there is room; answers what stands there then, undefined where
   * there is no room.
   *
   * @param changed what the change of one that is there made of it; undefined where none is
   */
  const changeOrAdd = async <V extends object>(
    lists: readonly CountedList[],
    changed: () => Promise<V | undefined>,
    Item: V,
  ): Promise<V | undefined> => {
    const fresh = { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
    for (;;) {
      const there = await changed();
      if (there !== undefined) return there;
      const added = await change(lists, 1, [fresh]);
      if (added === 'full') return undefined;
      if (added === 'done') return Item;
    }
  };

  const items = directoryItems(client, TableName);
  return {
    change,
    changeOrAdd,

    /** Puts an entry in its place, a new one where there is room; answers whether it stands there. */
    async put(list: CountedList, key: DirectoryKey, content: object): Promise<boolean> {
      const Item = { ...content, ...key };
      const replaced = async () => ((await items.replace(key, content)) ? Item : undefined);
      return (await changeOrAdd([list], replaced, Item)) !== undefined;
    },

    /** Takes an entry away; answers whether it was there. */
    async remove(list: CountedList, Key: DirectoryKey): Promise<boolean> {
      const gone = { Delete: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } };
      return (await change([list], -1, [gone])) === 'done';
    },
  };
};
