import { setTimeout } from 'node:timers/promises';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod';
import { type Resource, type Right, resources } from '../../contract/rights.ts';
import { environment, lazy } from '../port.ts';
import { type Kind, keysOf } from './keys.ts';

/** A document client that leaves absent fields out, as the domain does. */
export const documentClient = (config: DynamoDBClientConfig = {}): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** The one DynamoDB client of an environment. */
export const client = lazy(() => documentClient());

/** The tables, by their name in the contract. */
export type Table = Extract<Resource, 'conversations' | 'transcript' | 'records' | 'directory' | 'sockets'>;

/** The deployed name of a table. */
export const nameOf = (table: Table): string => environment(resources[table][0]);

type Action = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem' | 'Query';

/**
 * The right to some actions on a table's items; of some kinds where the table holds several.
 *
 * @param kinds all where none is given
 */
export const items =
  (on: Table, ...kinds: readonly Kind[]) =>
  (...actions: readonly Action[]): Right => ({
    on,
    actions: actions.map((action) => `dynamodb:${action}`),
    ...(kinds.length === 0 ? {} : { keys: kinds.map(keysOf) }),
  });

/** The item that a failed condition met, undefined where there was none; any other error is thrown on. */
export const refusedItem = (error: unknown): Record<string, unknown> | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  // The document client leaves the error's item marshalled.
  const item: Record<string, AttributeValue> | undefined = error.Item;
  return item === undefined ? undefined : unmarshall(item);
};

/**
 * Every item of a query, page by page.
 *
 * @param pageSize how many items one request reads at the most; 1 MB of them where it is left out
 */
export async function* queryAll(
  from: DynamoDBDocumentClient,
  query: QueryCommandInput,
  pageSize?: number,
): AsyncGenerator<Record<string, unknown>, undefined> {
  const pages = paginateQuery({ client: from, ...(pageSize === undefined ? {} : { pageSize }) }, query);
  for await (const page of pages) yield* page.Items ?? [];
  return undefined;
}

/** What a conditional write answers, undefined where its condition did not hold; any other error is thrown on. */
export const unlessRefused = async <V>(write: Promise<V>): Promise<V | undefined> => {
  try {
    return await write;
  } catch (error) {
    refusedItem(error);
    return undefined;
  }
};

/** How often a transaction is tried that met another one on the same items, and the longest wait before that, ms. */
const tries = 8;
const longestPauseMs = 200;

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Writes several items, all or none. Answers which of them were refused by their conditions, by their place, none where
 * all are written, and tries again where another transaction was under way on one of them.
 */
export const refusals = async (
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<readonly number[]> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      const refused = reasons.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
      if (refused.length > 0) return refused;
      if (!reasons.includes('TransactionConflict') || attempt === tries) throw error;
      await setTimeout(Math.random() * Math.min(longestPauseMs, 5 * 2 ** attempt));
    }
  }
};

/** Writes several items, all or none; answers whether their conditions held. */
export const transact = async (client: DynamoDBDocumentClient, writes: readonly Write[]): Promise<boolean> =>
  (await refusals(client, writes)).length === 0;

/** The items of one partition; of those whose sort key begins with a prefix, where one is given. */
interface Partition {
  readonly TableName: string;
  readonly pk: string;
  readonly prefix?: string;
  readonly ConsistentRead?: boolean;
}

/** Every item of a partition by sort key, page by page; read consistently where nothing else is said. */
export const partition = (
  from: DynamoDBDocumentClient,
  { TableName, pk, prefix, ConsistentRead = true }: Partition,
): AsyncGenerator<Record<string, unknown>, undefined> =>
  queryAll(from, {
    TableName,
    KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ...(prefix === undefined ? {} : { ':prefix': prefix }) },
    ConsistentRead,
  });

/** What adding up all items of a stream gives. */
export const folded = async <V>(
  items: AsyncIterable<Record<string, unknown>>,
  first: V,
  add: (sum: V, item: Record<string, unknown>) => V,
): Promise<V> => {
  let sum = first;
  for await (const item of items) sum = add(sum, item);
  return sum;
};

/** All that a stream of items gives, each as it is read. */
export const listed = async <V>(
  items: AsyncIterable<Record<string, unknown>>,
  read: (item: Record<string, unknown>) => V,
): Promise<V[]> => {
  const found: V[] = [];
  for await (const item of items) found.push(read(item));
  return found;
};

/** Sorted streams as one sorted stream, read as far as it is taken; the first of each are asked for at once. */
export async function* merged<V>(
  streams: readonly AsyncGenerator<V, undefined>[],
  isBefore: (one: V, other: V) => boolean,
): AsyncGenerator<V, undefined> {
  const waiting = await Promise.all(streams.map(async (from) => ({ from, next: await from.next() })));
  for (;;) {
    let first: { readonly at: (typeof waiting)[number]; readonly value: V } | undefined;
    for (const at of waiting)
      if (at.next.done !== true && (first === undefined || isBefore(at.next.value, first.value)))
        first = { at, value: at.next.value };
    if (first === undefined) return undefined;
    yield first.value;
    first.at.next = await first.at.from.next();
  }
}

/** A list in parts of at most `size`. */
export const chunks = <V>(values: readonly V[], size: number): readonly (readonly V[])[] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, i) => values.slice(i * size, (i + 1) * size));

/**
 * The shape of what is stored of a `T`: a field without a schema does not compile. A schema made of it reads an item at
 * the database's door; what else the item holds, its key and when it expires, is left out.
 */
export type Fields<T> = { readonly [K in keyof T]-?: z.ZodType };

/** A key of the directory table. */
export interface DirectoryKey {
  readonly pk: string;
  readonly sk: string;
}

/** The condition under which an item may follow: its version is one above the stored one, or 1 where none is. */
export const follows = (version: number) =>
  version === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :before', ExpressionAttributeValues: { ':before': version - 1 } };

/** Plain items of the directory table, read consistently. */
export const directoryItems = (client: DynamoDBDocumentClient, TableName: string) => ({
  async put(key: DirectoryKey, content: object): Promise<void> {
    await client.send(new PutCommand({ TableName, Item: { ...content, ...key } }));
  },
  /** Puts an item in the place of one that is there; answers whether one was. */
  async replace(key: DirectoryKey, content: object): Promise<boolean> {
    const Item = { ...content, ...key };
    const put = new PutCommand({ TableName, Item, ConditionExpression: 'attribute_exists(pk)' });
    return (await unlessRefused(client.send(put))) !== undefined;
  },
  /** Puts an item whose version is one above the stored one, or 1 where none is; answers whether it did. */
  async putNext(key: DirectoryKey, content: { readonly version: number }): Promise<boolean> {
    const put = new PutCommand({ TableName, Item: { ...content, ...key }, ...follows(content.version) });
    return (await unlessRefused(client.send(put))) !== undefined;
  },
  /** Reads an item, as its schema reads it. */
  async get<S extends z.ZodType>(key: DirectoryKey, schema: S): Promise<z.output<S> | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    if (Item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...content } = Item;
    return schema.parse(content);
  },
  async remove(key: DirectoryKey): Promise<boolean> {
    const { Attributes } = await client.send(
      new DeleteCommand({ TableName, Key: key, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  },
});
