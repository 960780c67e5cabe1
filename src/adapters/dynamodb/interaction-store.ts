import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { byState } from '../../contract/env.ts';
import { MessageType } from '../../contract/words.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { Interaction, InteractionAgent, InteractionStore } from '../../domain/views/interaction.ts';
import { port } from '../port.ts';
import { conversationPk, interactionListKey, statePk } from './keys.ts';
import { client, type Fields, items, nameOf, queryAll, refusedItem } from './table.ts';

const key = (of: ConversationKey) => ({ pk: conversationPk(of), sk: 'INTERACTION' });

/** Start times sort as text while they have 15 digits: until the year 33658. */
const sortable = (ms: number): string => String(Math.min(ms, 999_999_999_999_999)).padStart(15, '0');

const Stored = z.object({
  tenantId: z.string(),
  conversationId: z.string(),
  rev: z.number(),
  state: z.enum(['inProgress', 'ended']),
  messageType: MessageType,
  queueId: z.string(),
  divisionId: z.string(),
  startTime: z.number(),
  endTime: z.exactOptional(z.number()),
  customerName: z.string(),
  agents: z.array(
    z.object({
      participantId: z.string(),
      userId: z.string(),
      name: z.string(),
      connected: z.boolean(),
    } satisfies Fields<InteractionAgent>),
  ),
  parties: z.record(z.string(), z.literal(true)),
  monitor: z.exactOptional(
    z.object({
      userId: z.string(),
      name: z.string(),
      since: z.number(),
    } satisfies Fields<NonNullable<Interaction['monitor']>>),
  ),
} satisfies Fields<Interaction>);

const fromItem = (item: Record<string, unknown>): Interaction => Stored.parse(item);

/** The views' items in the records table, found by tenant and state through its index. */
export const dynamoInteractionStore = (
  client: DynamoDBDocumentClient,
  TableName: string,
): InteractionStore => ({
  async get(of) {
    const { Item } = await client.send(new GetCommand({ TableName, Key: key(of), ConsistentRead: true }));
    return Item === undefined ? undefined : fromItem(Item);
  },

  async put(interaction) {
    const { tenantId, conversationId, state, startTime, rev } = interaction;
    const gsk = `${sortable(startTime)}#${conversationId}`;
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...key(interaction), gpk: statePk(tenantId, state), gsk, ...interaction },
          ConditionExpression: 'attribute_not_exists(pk) OR #rev <= :rev',
          ExpressionAttributeNames: { '#rev': 'rev' },
          ExpressionAttributeValues: { ':rev': rev },
        }),
      );
    } catch (error) {
      refusedItem(error);
    }
  },

  async *range({ tenantId, state, from, to, order }) {
    const query = {
      TableName,
      IndexName: byState,
      KeyConditionExpression: 'gpk = :gpk AND gsk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':gpk': statePk(tenantId, state),
        ':from': sortable(from),
        ':to': `${sortable(to)}~`,
      },
      ScanIndexForward: order === 'asc',
    };
    for await (const item of queryAll(client, query)) yield fromItem(item);
  },

  async list(of, userId) {
    const Item = interactionListKey(of.tenantId, userId, of.conversationId);
    await client.send(new PutCommand({ TableName, Item }));
  },

  async unlist(of, userId) {
    const Key = interactionListKey(of.tenantId, userId, of.conversationId);
    await client.send(new DeleteCommand({ TableName, Key }));
  },

  async panelOf(tenantId, userId) {
    const found: ConversationKey[] = [];
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': interactionListKey(tenantId, userId, '').pk },
      ConsistentRead: true,
    };
    for await (const item of queryAll(client, query))
      found.push({ tenantId, conversationId: String(item.sk) });
    return found;
  },
});

const ofConversations = items('records', 'conversation');
const ofLists = items('records', 'interactionList');

/** The port of the views' items, with the rights of each method. */
export const interactions = port('interactions', () => dynamoInteractionStore(client(), nameOf('records')), {
  get: [ofConversations('GetItem')],
  put: [ofConversations('PutItem')],
  range: [{ ...items('records', 'state')('Query'), part: `/index/${byState}` }],
  list: [ofLists('PutItem')],
  unlist: [ofLists('DeleteItem')],
  panelOf: [ofLists('Query')],
});
