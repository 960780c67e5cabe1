import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  type Delivery,
  type DeliveryStore,
  deliveryRank,
  type Place,
} from '../../domain/messages/delivery.ts';
import { port } from '../port.ts';
import { conversationPk, receiptKey } from './keys.ts';
import { client, type Fields, items, nameOf, refusedItem } from './table.ts';

const StoredDelivery = z.object({
  status: z.enum(['sending', 'sent', 'delivered', 'read', 'failed']),
  integrationId: z.string(),
  providerId: z.exactOptional(z.string()),
  code: z.exactOptional(z.string()),
} satisfies Fields<Delivery>);

const deliveryKey = (place: Place) => ({
  pk: conversationPk(place),
  sk: `DELIVERY#${String(place.seq).padStart(10, '0')}`,
});

/** Deliveries in the records table, beside what else is recorded of the conversation. */
export const dynamoDeliveryStore = (client: DynamoDBDocumentClient, TableName: string): DeliveryStore => {
  /** The item that refused the update, null where it was made or nothing was there. */
  const update = async (
    place: Place,
    UpdateExpression: string,
    ConditionExpression: string,
    values: Record<string, unknown>,
    names: Record<string, string>,
  ): Promise<{ readonly made: boolean; readonly met?: Record<string, unknown> | undefined }> => {
    const input: UpdateCommandInput = {
      TableName,
      Key: deliveryKey(place),
      UpdateExpression,
      ConditionExpression,
      ExpressionAttributeValues: values,
      ExpressionAttributeNames: names,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    try {
      await client.send(new UpdateCommand(input));
      return { made: true };
    } catch (error) {
      return { made: false, met: refusedItem(error) };
    }
  };

  return {
    async claim(place, integrationId, now, until) {
      const { made, met } = await update(
        place,
        'SET #status = :sending, #rank = :one, #until = :until, integrationId = :integration',
        'attribute_not_exists(pk) OR (#rank = :one AND #until <= :now)',
        { ':sending': 'sending', ':one': 1, ':until': until, ':now': now, ':integration': integrationId },
        { '#status': 'status', '#rank': 'rank', '#until': 'until' },
      );
      if (made) return 'claimed';
      return met?.rank === 1 ? 'busy' : 'done';
    },

    async release(place) {
      const names = { '#rank': 'rank', '#until': 'until' };
      await update(place, 'SET #until = :zero', '#rank = :one', { ':zero': 0, ':one': 1 }, names);
    },

    async advance(place, to) {
      const optional = (['providerId', 'code'] as const).filter((name) => to[name] !== undefined);
      const { made } = await update(
        place,
        ['SET #status = :status, #rank = :rank', ...optional.map((name) => `${name} = :${name}`)].join(', '),
        'integrationId = :integration AND #rank < :rank',
        {
          ':status': to.status,
          ':rank': deliveryRank[to.status],
          ':integration': to.integrationId,
          ...Object.fromEntries(optional.map((name) => [`:${name}`, to[name]])),
        },
        { '#status': 'status', '#rank': 'rank' },
      );
      return made;
    },

    async get(place) {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: deliveryKey(place), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : StoredDelivery.parse(Item);
    },

    async point(key, providerId, place, until) {
      const { conversationId, seq } = place;
      const Item = { ...receiptKey(key, providerId), conversationId, seq, ttl: Math.ceil(until / 1000) };
      await client.send(new PutCommand({ TableName, Item }));
    },

    async find(key, providerId) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: receiptKey(key, providerId) }));
      if (Item === undefined) return undefined;
      return { tenantId: key.tenantId, conversationId: String(Item.conversationId), seq: Number(Item.seq) };
    },
  };
};

const ofConversations = items('records', 'conversation');
const ofReceipts = items('records', 'receipt');

/** The port of deliveries, with the rights of each method. */
export const deliveries = port('deliveries', () => dynamoDeliveryStore(client(), nameOf('records')), {
  claim: [ofConversations('UpdateItem')],
  release: [ofConversations('UpdateItem')],
  advance: [ofConversations('UpdateItem')],
  get: [ofConversations('GetItem')],
  point: [ofReceipts('PutItem')],
  find: [ofReceipts('GetItem')],
});
