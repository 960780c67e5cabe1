import * as z from 'zod';
import { Permission } from '../../contract/permissions.ts';
import type { Channel, OwnChannel, Reached, Subscription } from '../../domain/sockets/channel.ts';
import { channelKey, reachedSk, subscriptionKey, userChannelKey } from './keys.ts';
import type { Fields } from './table.ts';

const StoredChannel = z.object({
  tenantId: z.string(),
  userId: z.string(),
  name: z.string(),
  permissions: z.array(Permission),
  divisions: z.array(z.string()),
  issued: z.number(),
  expires: z.number(),
  guestOf: z.exactOptional(z.string()),
  channelId: z.string(),
  created: z.number(),
  until: z.number(),
  connectionId: z.exactOptional(z.string()),
  opened: z.exactOptional(z.number()),
  subscribed: z.record(z.string(), z.number()),
} satisfies Fields<Omit<Channel, 'topics' | 'fences'> & { subscribed: unknown }>);

const StoredSubscription = z.object({
  tenantId: z.string(),
  topic: z.string(),
  channelId: z.string(),
  userId: z.string(),
  issued: z.number(),
  connectionId: z.exactOptional(z.string()),
  opened: z.exactOptional(z.number()),
  until: z.number(),
  fence: z.exactOptional(z.number()),
  knowsMonitors: z.exactOptional(z.boolean()),
  divisions: z.exactOptional(z.array(z.string())),
} satisfies Fields<Subscription>);

const StoredOwnChannel = z.object({
  tenantId: z.string(),
  channelId: z.string(),
  created: z.number(),
  issued: z.number(),
  until: z.number(),
  connectionId: z.exactOptional(z.string()),
} satisfies Fields<OwnChannel>);

const StoredReached = z.object({
  scope: z.string(),
  upTo: z.number(),
  missing: z.array(z.number()),
  held: z.exactOptional(z.number()),
} satisfies Fields<Reached>);

/** Seconds since the epoch after which the table may forget an item: a day of slack, for TTL is never a lock. */
const ttl = (until: number): number => Math.ceil(until / 1000) + 86_400;

/** A channel in the list of its user's. */
export const ownChannelItem = (channel: Channel): Record<string, unknown> => {
  const { tenantId, userId, channelId, created, issued, until, connectionId } = channel;
  return {
    ...userChannelKey(tenantId, userId, channelId),
    created,
    issued,
    until,
    ...(connectionId === undefined ? {} : { connectionId }),
    ttl: ttl(until),
  };
};

/** One of a user's channels from its item. */
export const ownChannelFromItem = (tenantId: string, item: Record<string, unknown>): OwnChannel => {
  const { sk, ...content } = item;
  return StoredOwnChannel.parse({ ...content, tenantId, channelId: sk });
};

/** How far a topic was pushed in a scope, as its item; forgotten a day after the last push. */
export const reachedItem = (
  tenantId: string,
  topic: string,
  reached: Reached,
  now: number,
): Record<string, unknown> => ({
  ...subscriptionKey(tenantId, topic, `${reachedSk}#${reached.scope}`),
  ...reached,
  ttl: ttl(now),
});

/** How far a topic was pushed, from its item. */
export const reachedFromItem = (item: Record<string, unknown>): Reached => StoredReached.parse(item);

/** A channel as its item; `subscribed` maps each topic to its fence, or 0 where it has none. */
export const channelItem = (channel: Channel): Record<string, unknown> => {
  const { topics, fences, ...content } = channel;
  const subscribed = Object.fromEntries(topics.map((topic) => [topic, fences?.[topic] ?? 0]));
  return {
    ...channelKey(channel.tenantId, channel.channelId),
    ...content,
    subscribed,
    ttl: ttl(channel.until),
  };
};

/** A channel from its item. */
export const channelFromItem = (item: Record<string, unknown>): Channel => {
  const { subscribed, ...content } = StoredChannel.parse(item);
  const fences = Object.fromEntries(Object.entries(subscribed).filter(([, fence]) => fence > 0));
  return { ...content, topics: Object.keys(subscribed), fences };
};

/** A subscription as its item. */
export const subscriptionItem = (subscription: Subscription): Record<string, unknown> => ({
  ...subscriptionKey(subscription.tenantId, subscription.topic, subscription.channelId),
  ...subscription,
  ttl: ttl(subscription.until),
});

/** A subscription from its item. */
export const subscriptionFromItem = (item: Record<string, unknown>): Subscription =>
  StoredSubscription.parse(item);
