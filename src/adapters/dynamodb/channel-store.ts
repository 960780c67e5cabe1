import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { limits } from '../../contract/limits.ts';
import type {
  Audience,
  Channel,
  ChannelKey,
  ChannelStore,
  Reached,
  Subscription,
} from '../../domain/sockets/channel.ts';
import { port } from '../port.ts';
import {
  channelFromItem,
  channelItem,
  ownChannelFromItem,
  ownChannelItem,
  reachedFromItem,
  reachedItem,
  subscriptionFromItem,
  subscriptionItem,
} from './channel-item.ts';
import { channelKey, reachedSk, subscriptionKey, userChannelKey } from './keys.ts';
import { chunks, client, items, listed, nameOf, partition, unlessRefused } from './table.ts';

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
    const update = new UpdateCommand({
      TableName,
      Key: channelKey(key.tenantId, key.channelId),
      UpdateExpression,
      ConditionExpression,
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
      ReturnValues: 'ALL_NEW',
    });
    const after = await unlessRefused(client.send(update));
    return after?.Attributes === undefined ? undefined : channelFromItem(after.Attributes);
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
  const audience = async (tenantId: string, topic: string): Promise<Audience> => {
    const subscriptions: Subscription[] = [];
    const reached = new Map<string, Reached>();
    const { pk } = subscriptionKey(tenantId, topic, '');
    for await (const item of partition(client, { TableName, pk }))
      if (String(item.sk).startsWith(reachedSk)) {
        const found = reachedFromItem(item);
        reached.set(found.scope, found);
      } else subscriptions.push(subscriptionFromItem(item));
    return { subscriptions, reached };
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
      await Promise.all([
        client.send(
          new PutCommand({ TableName, Item: { ...channelItem(channel), ticketHash, ticketUntil } }),
        ),
        client.send(new PutCommand({ TableName, Item: ownChannelItem(channel) })),
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

    async open(key, connectionId, now) {
      const bind = 'SET connectionId = :id, opened = :now';
      const values = { ':id': connectionId, ':now': now };
      const channel = await update(key, bind, 'attribute_exists(pk)', values);
      if (channel === undefined) return undefined;
      await Promise.all([
        client.send(new PutCommand({ TableName, Item: ownChannelItem(channel) })),
        ...channel.topics.map((topic) =>
          unlessRefused(
            client.send(
              new UpdateCommand({
                TableName,
                Key: subscriptionKey(channel.tenantId, topic, channel.channelId),
                UpdateExpression: bind,
                ConditionExpression: 'attribute_exists(pk)',
                ExpressionAttributeValues: values,
              }),
            ),
          ),
        ),
      ]);
      return channel;
    },

    async subscribe(subscriptions) {
      const first = subscriptions[0];
      if (first === undefined) return;
      const set = subscriptions.map((_, i) => `subscribed.#t${i} = :f${i}`).join(', ');
      const fences = Object.fromEntries(subscriptions.map((s, i) => [`:f${i}`, s.fence ?? 0]));
      const names = topicNames(subscriptions.map((s) => s.topic));
      // Who subscribes looked at the channel before; of many at once, one more frame's topics come in at the most.
      const room = 'attribute_exists(pk) AND size(subscribed) <= :most';
      const values = { ...fences, ':most': limits.topicsOfChannel };
      const channel = await update(first, `SET ${set}`, room, values, names);
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
      await unlessRefused(
        client.send(
          new DeleteCommand({
            TableName,
            Key: subscriptionKey(key.tenantId, topic, key.channelId),
            ConditionExpression: 'fence = :fence',
            ExpressionAttributeValues: { ':fence': fence },
          }),
        ),
      );
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

    ofUser(tenantId, userId) {
      const { pk } = userChannelKey(tenantId, userId, '');
      return listed(partition(client, { TableName, pk }), (item) => ownChannelFromItem(tenantId, item));
    },

    audience,
    subscribers: async (tenantId, topic) => (await audience(tenantId, topic)).subscriptions,

    async begin(tenantId, topic, scope, upTo, now) {
      await unlessRefused(
        client.send(
          new PutCommand({
            TableName,
            Item: reachedItem(tenantId, topic, { scope, upTo, missing: [] }, now),
            ConditionExpression: 'attribute_not_exists(pk) OR upTo < :near',
            ExpressionAttributeValues: { ':near': upTo - limits.recentMessages },
          }),
        ),
      );
    },

    async reach(tenantId, topic, reached, now) {
      await client.send(new PutCommand({ TableName, Item: reachedItem(tenantId, topic, reached, now) }));
    },
  };
};

const ofChannels = items('sockets', 'channel');
const ofUsers = items('sockets', 'channels');
const ofTopics = items('sockets', 'topic');

/** The port of channels, with the rights of each method. */
export const channels = port('channels', () => dynamoChannelStore(client(), nameOf('sockets')), {
  create: [items('sockets', 'channel', 'channels')('PutItem')],
  get: [ofChannels('GetItem')],
  redeem: [ofChannels('UpdateItem')],
  open: [items('sockets', 'channel', 'topic')('UpdateItem'), ofUsers('PutItem')],
  subscribe: [ofChannels('UpdateItem'), ofTopics('PutItem')],
  unsubscribe: [ofChannels('UpdateItem'), ofTopics('DeleteItem')],
  giveUp: [ofChannels('UpdateItem'), ofTopics('DeleteItem')],
  ofUser: [ofUsers('Query')],
  close: [ofChannels('GetItem'), items('sockets', 'channel', 'channels', 'topic')('DeleteItem')],
  audience: [ofTopics('Query')],
  subscribers: [ofTopics('Query')],
  begin: [ofTopics('PutItem')],
  reach: [ofTopics('PutItem')],
});
