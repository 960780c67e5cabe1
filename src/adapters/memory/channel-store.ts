import { limits } from '../../contract/limits.ts';
import type {
  Channel,
  ChannelKey,
  ChannelStore,
  Reached,
  Subscription,
} from '../../domain/sockets/channel.ts';

interface Held {
  channel: Channel;
  ticket?: { readonly hash: string; readonly until: number };
}

/** Channels and subscriptions in memory. */
export const memoryChannelStore = (): ChannelStore => {
  const channels = new Map<string, Held>();
  const subscriptions = new Map<string, Map<string, Subscription>>();
  const keyOf = (key: ChannelKey) => `${key.tenantId}#${key.channelId}`;
  const topicOf = (tenantId: string, topic: string) => `${tenantId}#${topic}`;
  const reached = new Map<string, Map<string, Reached>>();
  const of = (tenantId: string, topic: string): readonly Subscription[] => [
    ...(subscriptions.get(topicOf(tenantId, topic))?.values() ?? []),
  ];
  const reachedIn = (tenantId: string, topic: string): Map<string, Reached> => {
    const key = topicOf(tenantId, topic);
    const own = reached.get(key) ?? new Map<string, Reached>();
    reached.set(key, own);
    return own;
  };
  const bind = (subscription: Subscription) => {
    const key = topicOf(subscription.tenantId, subscription.topic);
    const own = subscriptions.get(key) ?? new Map<string, Subscription>();
    own.set(subscription.channelId, subscription);
    subscriptions.set(key, own);
  };
  const drop = (key: ChannelKey, topics: readonly string[]) => {
    for (const topic of topics) subscriptions.get(topicOf(key.tenantId, topic))?.delete(key.channelId);
  };
  return {
    async create(channel, hash, until) {
      channels.set(keyOf(channel), { channel, ticket: { hash, until } });
    },
    get: async (key) => channels.get(keyOf(key))?.channel,
    async redeem(key, hash, now) {
      const held = channels.get(keyOf(key));
      if (held?.ticket?.hash !== hash || held.ticket.until <= now || held.channel.until <= now)
        return undefined;
      delete held.ticket;
      return held.channel;
    },
    async open(key, connectionId, now) {
      const held = channels.get(keyOf(key));
      if (held === undefined) return undefined;
      held.channel = { ...held.channel, connectionId, opened: now };
      for (const topic of held.channel.topics) {
        const known = subscriptions.get(topicOf(key.tenantId, topic))?.get(key.channelId);
        if (known !== undefined) bind({ ...known, connectionId, opened: now });
      }
      return held.channel;
    },
    async subscribe(added) {
      for (const subscription of added) {
        const held = channels.get(keyOf(subscription));
        if (held === undefined) continue;
        const { topic, fence } = subscription;
        const topics = [...new Set([...held.channel.topics, topic])];
        const { [topic]: _before, ...others } = held.channel.fences ?? {};
        const fences = fence === undefined ? others : { ...others, [topic]: fence };
        held.channel = { ...held.channel, topics, fences };
        bind(subscription);
      }
    },
    async unsubscribe(key, topics) {
      const held = channels.get(keyOf(key));
      if (held !== undefined) {
        const left = held.channel.topics.filter((topic) => !topics.includes(topic));
        const fences = Object.entries(held.channel.fences ?? {}).filter(([topic]) => left.includes(topic));
        held.channel = { ...held.channel, topics: left, fences: Object.fromEntries(fences) };
      }
      drop(key, topics);
    },
    ofUser: async (tenantId, userId) =>
      [...channels.values()]
        .map((held) => held.channel)
        .filter((channel) => channel.tenantId === tenantId && channel.userId === userId)
        .map(({ channelId, created, issued, until, connectionId }) => ({
          tenantId,
          channelId,
          created,
          issued,
          until,
          ...(connectionId === undefined ? {} : { connectionId }),
        })),
    async giveUp(key, topic, fence) {
      const held = channels.get(keyOf(key));
      if (held?.channel.fences?.[topic] === fence) {
        const { [topic]: _gone, ...fences } = held.channel.fences;
        const topics = held.channel.topics.filter((other) => other !== topic);
        held.channel = { ...held.channel, topics, fences };
      }
      const own = subscriptions.get(topicOf(key.tenantId, topic));
      if (own?.get(key.channelId)?.fence === fence) own.delete(key.channelId);
    },
    async close(key) {
      drop(key, channels.get(keyOf(key))?.channel.topics ?? []);
      channels.delete(keyOf(key));
    },
    subscribers: async (tenantId, topic) => of(tenantId, topic),
    audience: async (tenantId, topic) => ({
      subscriptions: of(tenantId, topic),
      reached: new Map(reachedIn(tenantId, topic)),
    }),
    async begin(tenantId, topic, scope, upTo) {
      const known = reachedIn(tenantId, topic).get(scope);
      if (known !== undefined && known.upTo >= upTo - limits.recentMessages) return;
      reachedIn(tenantId, topic).set(scope, { scope, upTo, missing: [] });
    },
    async reach(tenantId, topic, now) {
      reachedIn(tenantId, topic).set(now.scope, now);
    },
  };
};
