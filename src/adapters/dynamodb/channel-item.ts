import type { Channel, OwnChannel, Reached, Subscription } from '../../domain/sockets/channel.ts';
import { channelKey, reachedSk, subscriptionKey, userChannelKey } from './keys.ts';

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
  const { pk: _pk, sk, ttl: _ttl, ...content } = item;
  return { tenantId, channelId: String(sk), ...(content as Omit<OwnChannel, 'tenantId' | 'channelId'>) };
};

/** How far a topic was pushed, as its item; forgotten a day after the last push. */
export const reachedItem = (
  tenantId: string,
  topic: string,
  reached: Reached,
  now: number,
): Record<string, unknown> => ({
  ...subscriptionKey(tenantId, topic, reachedSk),
  ...reached,
  ttl: ttl(now),
});

/** How far a topic was pushed, from its item. */
export const reachedFromItem = ({ scope, upTo, missing }: Record<string, unknown>): Reached => ({
  scope: String(scope),
  upTo: Number(upTo),
  missing: (missing as readonly number[]).map(Number),
});

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
  const {
    pk: _pk,
    sk: _sk,
    ttl: _ttl,
    subscribed,
    ticketHash: _hash,
    ticketUntil: _until,
    ...content
  } = item;
  const topics = subscribed as Record<string, number>;
  const fences = Object.fromEntries(Object.entries(topics).filter(([, fence]) => fence > 0));
  return { ...(content as unknown as Channel), topics: Object.keys(topics), fences };
};

/** A subscription as its item. */
export const subscriptionItem = (subscription: Subscription): Record<string, unknown> => ({
  ...subscriptionKey(subscription.tenantId, subscription.topic, subscription.channelId),
  ...subscription,
  ttl: ttl(subscription.until),
});

/** A subscription from its item. */
export const subscriptionFromItem = (item: Record<string, unknown>): Subscription => {
  const { pk: _pk, sk: _sk, ttl: _ttl, ...content } = item;
  return content as unknown as Subscription;
};
