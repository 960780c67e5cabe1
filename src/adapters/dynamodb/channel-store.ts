import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Channel, ChannelKey, ChannelStore, Subscription } from '../../domain/sockets/channel.ts';
import { channelFromItem, channelItem, subscriptionFromItem, subscriptionItem } from './channel-item.ts';
import { chunks } from './chunks.ts';
import { channelKey, subscriptionKey, userChannelKey } from './keys.ts';
import { queryAll } from './query-all.ts';
import { refusedItem } from './refused-item.ts';

/** An update of a channel that must exist; undefined where its condition does not hold. */
const updater =
  (client: DynamoDBDocumentClient, TableName: string) =>
  async (
    key: ChannelKey,
    UpdateExpression: string,
    ConditionExpression: string,
    values: Record<string, unknown>,
    names: Record<string, string> = {},
  ): Promise<Channel | undefined> => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: channelKey(key.tenantId, key.channelId),
          UpdateExpression,
          ConditionExpression,
          ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
          ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes === undefined ? undefined : channelFromItem(Attributes);
    } catch (error) {
      refusedItem(error);
      return undefined;
    }
  };

/** Topics whose paths fit in one update expression of 4 KB. */
const topicsPerUpdate = 100;

const topicNames = (topics: readonly string[]) =>
  Object.fromEntries(topics.map((topic, i) => [`#t${i}`, topic]));

/** Channels and subscriptions in the sockets table. A subscription's partition is its topic, within its tenant. */
export const dynamoChannelStore = (client: DynamoDBDocumentClient, TableName: string): ChannelStore => {
  const update = updater(client, TableName);
  const get = async (key: ChannelKey): Promise<Channel | undefined> => {
    const Key = channelKey(key.tenantId, key.channelId);
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : channelFromItem(Item);
  };
  const putSubscription = (subscription: Subscription) =>
    client.send(new PutCommand({ TableName, Item: subscriptionItem(subscription) }));
  const dropSubscriptions = (key: ChannelKey, topics: readonly string[]) =>
    Promise.all(
      topics.map((topic) =>
        client.send(
          new DeleteCommand({ TableName, Key: subscriptionKey(key.tenantId, topic, key.channelId) }),
        ),
      ),
    );

  return {
    get,

    async create(channel, ticketHash, ticketUntil) {
      const { tenantId, channelId, userId } = channel;
      const own = userChannelKey(tenantId, userId, channelId);
      const { ttl, ...item } = channelItem(channel);
      await Promise.all([
        client.send(new PutCommand({ TableName, Item: { ...item, ttl, ticketHash, ticketUntil } })),
        client.send(new PutCommand({ TableName, Item: { ...own, ttl } })),
      ]);
    },

    redeem: (key, ticketHash, now) =>
      update(
        key,
        'REMOVE ticketHash, ticketUntil',
        'ticketHash = :hash AND ticketUntil > :now AND #until > :now',
        { ':hash': ticketHash, ':now': now },
        { '#until': 'until' },
      ),

    async open(key, connectionId) {
      const channel = await update(key, 'SET connectionId = :id', 'attribute_exists(pk)', {
        ':id': connectionId,
      });
      if (channel === undefined) return undefined;
      const { tenantId, channelId, userId, until, fences } = channel;
      await Promise.all(
        channel.topics.map((topic) => {
          const fence = fences?.[topic];
          const bound = { tenantId, topic, channelId, userId, until, connectionId };
          return putSubscription(fence === undefined ? bound : { ...bound, fence });
        }),
      );
      return channel;
    },

    async subscribe(subscriptions) {
      const first = subscriptions[0];
      if (first === undefined) return;
      const set = subscriptions.map((_, i) => `subscribed.#t${i} = :f${i}`).join(', ');
      const fences = Object.fromEntries(subscriptions.map((s, i) => [`:f${i}`, s.fence ?? 0]));
      const names = topicNames(subscriptions.map((s) => s.topic));
      const channel = await update(first, `SET ${set}`, 'attribute_exists(pk)', fences, names);
      if (channel !== undefined) await Promise.all(subscriptions.map(putSubscription));
    },

    async unsubscribe(key, topics) {
      const unique = [...new Set(topics)];
      for (const some of chunks(unique, topicsPerUpdate)) {
        const remove = some.map((_, i) => `subscribed.#t${i}`).join(', ');
        await update(key, `REMOVE ${remove}`, 'attribute_exists(pk)', {}, topicNames(some));
      }
      await dropSubscriptions(key, unique);
    },

    async giveUp(key, topic, fence) {
      const names = topicNames([topic]);
      await update(key, 'REMOVE subscribed.#t0', 'subscribed.#t0 = :fence', { ':fence': fence }, names);
      try {
        await client.send(
          new DeleteCommand({
            TableName,
            Key: subscriptionKey(key.tenantId, topic, key.channelId),
            ConditionExpression: 'fence = :fence',
            ExpressionAttributeValues: { ':fence': fence },
          }),
        );
      } catch (error) {
        refusedItem(error);
      }
    },

    async close(key) {
      const channel = await get(key);
      if (channel === undefined) return;
      await dropSubscriptions(key, channel.topics);
      const own = userChannelKey(channel.tenantId, channel.userId, channel.channelId);
      await client.send(new DeleteCommand({ TableName, Key: own }));
      const Key = channelKey(key.tenantId, key.channelId);
      await client.send(new DeleteCommand({ TableName, Key }));
    },

    async ofUser(tenantId, userId) {
      const found: Channel[] = [];
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': userChannelKey(tenantId, userId, '').pk },
        ConsistentRead: true,
      };
      for await (const item of queryAll(client, query)) {
        const channel = await get({ tenantId, channelId: String(item.sk) });
        if (channel !== undefined) found.push(channel);
      }
      return found;
    },

    async subscribers(tenantId, topic) {
      const found: Subscription[] = [];
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': subscriptionKey(tenantId, topic, '').pk },
        ConsistentRead: true,
      };
      for await (const item of queryAll(client, query)) found.push(subscriptionFromItem(item));
      return found;
    },
  };
};
