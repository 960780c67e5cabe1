import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../contract/limits.ts';
import type { Archive, ConversationKey } from '../../domain/head/head.ts';
import type { Pause } from '../../domain/shared/clock.ts';
import { pause, port } from '../port.ts';
import { rowSk } from './interaction-item.ts';
import { conversationPk } from './keys.ts';
import { chunks, client, items, nameOf, queryAll, unlessRefused } from './table.ts';

/** The tables that hold parts of a conversation. */
export interface ArchiveTables {
  readonly conversations: string;
  readonly transcript: string;
  readonly records: string;
}

/** How long a sealed place stays: no message is on its way for so long. */
const sealedSeconds = 86_400;

/** Writes side by side. */
const atOnce = 16;

/** ms before each look for a message whose seq is taken and whose text is not stored yet; its sender is between two writes. */
const looks = [0, 10, 30, 60] as const;

type Key = Readonly<Record<string, unknown>>;

/** What is looked at of an item. */
interface Kept {
  readonly key: Key;
  readonly sealed: boolean;
  readonly expires: boolean;
}

/** Does something for each, some at a time. */
const each = async <V>(values: readonly V[], act: (value: V) => Promise<unknown>): Promise<void> => {
  for (const some of chunks(values, atOnce)) await Promise.all(some.map(act));
};

/**
 * One conversation's items across the tables.
 *
 * @param step items that one step takes
 */
export const dynamoArchive = (
  client: DynamoDBDocumentClient,
  tables: ArchiveTables,
  wait: Pause = pause,
  step: number = limits.letGoAtOnce,
): Archive => {
  const keptIn = async (TableName: string, pk: string, sort: 'seq' | 'sk', where = '', values: Key = {}) => {
    const query = {
      TableName,
      KeyConditionExpression: `pk = :pk${where}`,
      ExpressionAttributeValues: { ':pk': pk, ...values },
      ExpressionAttributeNames: { '#sort': sort, '#type': 'type', '#ttl': 'ttl' },
      ProjectionExpression: 'pk, #sort, #type, #ttl',
      ConsistentRead: true,
    };
    const found: Kept[] = [];
    for await (const item of queryAll(client, query))
      found.push({
        key: { pk, [sort]: item[sort] },
        sealed: item.type === 'Lost' && item.ttl !== undefined,
        expires: item.ttl !== undefined,
      });
    return found;
  };
  /** The stored places after a seq, up to another. */
  const places = async (pk: string, after: number, upTo: number): Promise<readonly Kept[]> =>
    upTo <= after
      ? []
      : keptIn(tables.transcript, pk, 'seq', ' AND #sort BETWEEN :from AND :to', {
          ':from': after + 1,
          ':to': upTo,
        });
  const remove = (TableName: string, kept: readonly Kept[]) =>
    each(kept, ({ key: Key }) => client.send(new DeleteCommand({ TableName, Key })));
  /** What was given an expiry keeps it; what has gone meanwhile stays gone. */
  const expireOne = async (TableName: string, Key: Key, seconds: number): Promise<void> => {
    const update = new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET #ttl = :at',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#ttl)',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':at': seconds },
    });
    await unlessRefused(client.send(update));
  };
  const giveTime = (TableName: string, kept: readonly Kept[], seconds: number) =>
    each(
      kept.filter(({ expires }) => !expires),
      ({ key }) => expireOne(TableName, key, seconds),
    );
  /** Seals a place; `taken` one that holds a message too. */
  const seal = async (pk: string, seq: number, time: number, ttl: number, taken: boolean): Promise<void> => {
    const Item = { pk, seq, type: 'Lost', time, ttl };
    const free = taken ? {} : { ConditionExpression: 'attribute_not_exists(pk)' };
    const put = new PutCommand({ TableName: tables.transcript, Item, ...free });
    await unlessRefused(client.send(put));
  };
  /** The views' row takes along what it counts for (`forgetInteraction`). */
  const beside = async (pk: string, withRow: boolean): Promise<readonly Kept[]> =>
    (await keptIn(tables.records, pk, 'sk')).filter(({ key }) => withRow || key.sk !== rowSk);
  const seqs = (after: number, upTo: number): readonly number[] =>
    Array.from({ length: Math.max(0, upTo - after) }, (_, i) => after + 1 + i);
  const letGo = async (key: ConversationKey, keptUntil?: number): Promise<void> => {
    const pk = conversationPk(key);
    const kept = await beside(pk, keptUntil !== undefined);
    return keptUntil === undefined ? remove(tables.records, kept) : giveTime(tables.records, kept, keptUntil);
  };

  return {
    async expire(key, at, after) {
      const pk = conversationPk(key);
      const seconds = Math.ceil(at / 1000);
      await expireOne(tables.conversations, { pk }, seconds);
      const upTo = Math.min(key.seq, after + step);
      let stored: readonly Kept[] = [];
      for (const ms of looks) {
        if (ms > 0) await wait(ms);
        stored = await places(pk, after, upTo);
        if (stored.length === upTo - after) break;
      }
      await giveTime(tables.transcript, stored, seconds);
      const known = new Set(stored.map(({ key: { seq } }) => seq));
      const holes = seqs(after, upTo).filter((seq) => !known.has(seq));
      await each(holes, (seq) => seal(pk, seq, key.lastTime, seconds, false));
      if (upTo < key.seq) return upTo;
      await letGo(key, seconds);
      return undefined;
    },

    async erase(key, now, after) {
      const pk = conversationPk(key);
      const ttl = Math.ceil(now / 1000) + sealedSeconds;
      const upTo = Math.min(key.seq, after + step);
      await each(seqs(after, upTo), (seq) => seal(pk, seq, now, ttl, true));
      if (upTo < key.seq) return upTo;
      // Notices, which are below every seq. An older change knows fewer places than were sealed: they stay.
      const outside = [
        ...(await keptIn(tables.transcript, pk, 'seq', ' AND #sort < :one', { ':one': 1 })),
        ...(await keptIn(tables.transcript, pk, 'seq', ' AND #sort > :last', { ':last': key.seq })),
      ];
      await remove(
        tables.transcript,
        outside.filter(({ sealed }) => !sealed),
      );
      await letGo(key);
      return undefined;
    },

    letGo,
  };
};

const ofRecords = items('records', 'conversation');

/** The port of the archive, with the rights of each method. */
export const archive = port(
  'archive',
  () =>
    // Each name when it is needed: a function that lets go of records alone is told of no other table.
    dynamoArchive(client(), {
      get conversations() {
        return nameOf('conversations');
      },
      get transcript() {
        return nameOf('transcript');
      },
      get records() {
        return nameOf('records');
      },
    }),
  {
    expire: [
      items('conversations')('UpdateItem'),
      items('transcript')('Query', 'UpdateItem', 'PutItem'),
      ofRecords('Query', 'UpdateItem'),
    ],
    erase: [items('transcript')('Query', 'PutItem', 'DeleteItem'), ofRecords('Query', 'DeleteItem')],
    letGo: [ofRecords('Query', 'UpdateItem', 'DeleteItem')],
  },
);
