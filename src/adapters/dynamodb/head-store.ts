import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  DisconnectType,
  MessageType,
  OnTransfer,
  Purpose,
  recordedChanges,
  silentChanges,
} from '../../contract/words.ts';
import type { Head, HeadParticipant, HeadStore, Lease } from '../../domain/head/head.ts';
import { firstRefusal } from '../../domain/head/transition.ts';
import { port } from '../port.ts';
import { compileTransition } from './compile-transition.ts';
import { conversationPk, parseConversationPk } from './keys.ts';
import { lengthen, shorten } from './short-names.ts';
import { client, type Fields, items, nameOf, refusedItem } from './table.ts';

const StoredParticipant = z.object({
  purpose: Purpose,
  name: z.string(),
  userId: z.exactOptional(z.string()),
  queueId: z.exactOptional(z.string()),
  since: z.number(),
  alerting: z.exactOptional(z.boolean()),
  held: z.exactOptional(z.number()),
  wrapupCode: z.exactOptional(z.string()),
} satisfies Fields<HeadParticipant>);

const StoredLease = z.object({
  supervisorId: z.string(),
  name: z.string(),
  issued: z.number(),
  participantId: z.string(),
  since: z.number(),
  seen: z.number(),
  expires: z.number(),
  onTransfer: OnTransfer,
  divisions: z.array(z.string()),
} satisfies Fields<Lease>);

const StoredHead = z.object({
  tenantId: z.string(),
  conversationId: z.string(),
  state: z.enum(['inProgress', 'ended']),
  messageType: MessageType,
  integrationId: z.string(),
  deliveryMode: z.exactOptional(z.enum(['provider', 'guest'])),
  queueId: z.string(),
  divisionId: z.string(),
  startTime: z.number(),
  endTime: z.exactOptional(z.number()),
  seq: z.number(),
  lastTime: z.number(),
  recent: z.array(z.string()),
  participants: z.record(z.string(), StoredParticipant),
  parties: z.record(z.string(), z.literal(true)),
  acw: z.exactOptional(z.record(z.string(), z.number())),
  wrapped: z.exactOptional(z.object({ participantId: z.string(), code: z.string() })),
  fence: z.number(),
  lease: z.exactOptional(StoredLease),
  closed: z.exactOptional(
    z.object({
      type: DisconnectType,
      by: z.exactOptional(z.string()),
      reason: z.exactOptional(z.string()),
    }),
  ),
  erased: z.exactOptional(z.literal(true)),
  change: z.enum([...recordedChanges, ...silentChanges]),
  changed: z.number(),
  keptUntil: z.exactOptional(z.number()),
  rev: z.number(),
} satisfies Fields<Head>);

/** A head as its item: the key holds tenant and conversation, nothing is stored twice. */
export const headItem = (head: Head): Record<string, unknown> => {
  const { tenantId, conversationId, ...content } = head;
  return { pk: conversationPk({ tenantId, conversationId }), ...shorten(content) };
};

/** A head from its item, also from a stream image. */
export const headFromItem = (item: Record<string, unknown>): Head => {
  const { pk, ...content } = item;
  return StoredHead.parse({ ...parseConversationPk(String(pk)), ...lengthen(content) });
};

/** Heads in DynamoDB: each transition is one conditional UpdateItem that answers the item, changed or refused. */
export const dynamoHeadStore = (client: DynamoDBDocumentClient, TableName: string): HeadStore => ({
  async create(head) {
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: headItem(head),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { created: true, head };
    } catch (error) {
      const item = refusedItem(error);
      if (item === undefined) throw error;
      return { created: false, head: headFromItem(item) };
    }
  },

  async apply(key, transition) {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: conversationPk(key) },
          ...compileTransition(transition),
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { ok: true, head: headFromItem(Attributes ?? {}) };
    } catch (error) {
      const item = refusedItem(error);
      if (item === undefined) return { ok: false, refusal: 'missing' };
      const head = headFromItem(item);
      const refusal = firstRefusal(head, transition.rules);
      if (refusal === undefined) throw error;
      return { ok: false, refusal, head };
    }
  },

  async get(key) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: { pk: conversationPk(key) }, ConsistentRead: true }),
    );
    return Item === undefined || Item.erased === true ? undefined : headFromItem(Item);
  },
});

const rights = items('conversations');

/** The port of heads, with the rights of each method. */
export const heads = port('heads', () => dynamoHeadStore(client(), nameOf('conversations')), {
  create: [rights('PutItem')],
  apply: [rights('UpdateItem')],
  get: [rights('GetItem')],
});
