import type { ChannelTopic } from '../../contract/channel.ts';
import { limits } from '../../contract/limits.ts';
import { topics as topicOf } from '../../contract/topics.ts';
import { type GuestHeadDeps, guestHead } from '../directory/guest.ts';
import { knowsMonitors } from '../head/audience.ts';
import { Failure } from '../shared/failure.ts';
import type { Channel, ChannelStore, SocketPrincipal, Subscription } from '../sockets/channel.ts';
import { metadataFrame, type Sockets } from '../sockets/fan-out.ts';
import { type AuthorizeDeps, authorizeTopic, type Verdict } from './authorize-topic.ts';

interface Deps extends AuthorizeDeps {
  readonly channels: Pick<ChannelStore, 'subscribe' | 'begin'>;
}

/** Subscribes a channel to the topics that are its user's to receive, and says of each what became of it. */
export const subscribe = async (
  deps: Deps,
  channel: Channel,
  topics: readonly string[],
): Promise<readonly ChannelTopic[]> => {
  const unique = [...new Set(topics)];
  const had = new Set(channel.topics);
  const room = limits.topicsOfChannel - had.size;
  const fresh = unique.filter((topic) => !had.has(topic)).slice(0, Math.max(0, room));
  const fitting = new Set([...had, ...fresh]);
  const verdicts = await Promise.all(
    unique.map(
      async (topic): Promise<{ topic: string; verdict: Verdict }> => ({
        topic,
        verdict: fitting.has(topic)
          ? await authorizeTopic(deps, channel, topic)
          : { permitted: false, reason: 'too.many.topics' },
      }),
    ),
  );
  const subscriptions = verdicts.flatMap(({ topic, verdict }): readonly Subscription[] =>
    verdict.permitted
      ? [
          {
            tenantId: channel.tenantId,
            topic,
            channelId: channel.channelId,
            userId: channel.userId,
            issued: channel.issued,
            until: channel.until,
            ...(knowsMonitors(channel) ? { knowsMonitors: true } : {}),
            ...(channel.opened === undefined ? {} : { opened: channel.opened }),
            ...(channel.connectionId === undefined ? {} : { connectionId: channel.connectionId }),
            ...(verdict.session === undefined ? {} : { fence: verdict.session.fence }),
            ...(verdict.byDivision === true ? { divisions: channel.divisions } : {}),
          },
        ]
      : [],
  );
  const now = deps.clock.now();
  // Before the subscription: who pushes to it knows from where on. What is before, its client asks for.
  for (const { topic, verdict } of verdicts)
    if (verdict.permitted && verdict.session !== undefined) {
      const { fence, headSeq } = verdict.session;
      await deps.channels.begin(channel.tenantId, topic, `${fence}`, headSeq, now);
    }
  await deps.channels.subscribe(subscriptions);
  return verdicts.map(({ topic, verdict }) =>
    verdict.permitted
      ? { id: topic, state: 'Permitted' }
      : { id: topic, state: 'Rejected', rejectionReason: verdict.reason },
  );
};

interface FrameDeps extends AuthorizeDeps, GuestHeadDeps {
  readonly heads: AuthorizeDeps['heads'];
  readonly channels: Pick<ChannelStore, 'get' | 'subscribe' | 'begin'>;
  readonly sockets: Pick<Sockets, 'push'>;
}

/** Pushes go on from where a guest's conversation is now; one that begins later is pushed from its first message. */
const beginForGuest = async (deps: FrameDeps, me: SocketPrincipal): Promise<void> => {
  const head = await guestHead(deps, me);
  if (head === undefined) return;
  const topic = topicOf.guestMessages(me.userId);
  await deps.channels.begin(me.tenantId, topic, head.conversationId, head.seq, deps.clock.now());
};

/** Subscribes the socket's channel, and answers what became of each topic. */
export const subscribeFrame = async (
  deps: FrameDeps,
  me: SocketPrincipal,
  frame: { readonly topics: readonly string[]; readonly correlationId?: string | undefined },
): Promise<void> => {
  const channel = await deps.channels.get(me);
  if (channel === undefined) throw new Failure('not.found');
  if (me.guestOf !== undefined) await beginForGuest(deps, me);
  const topics = await subscribe(deps, { ...channel, connectionId: me.connectionId }, frame.topics);
  await deps.sockets.push(
    me.connectionId,
    metadataFrame({ message: 'subscribed', topics }, frame.correlationId),
  );
};

/** Gives topics up. */
export const unsubscribeFrame = async (
  deps: {
    readonly channels: Pick<ChannelStore, 'unsubscribe'>;
    readonly sockets: Pick<Sockets, 'push'>;
  },
  me: SocketPrincipal,
  frame: { readonly topics: readonly string[]; readonly correlationId?: string | undefined },
): Promise<void> => {
  await deps.channels.unsubscribe(me, frame.topics);
  await deps.sockets.push(
    me.connectionId,
    metadataFrame({ message: 'unsubscribed', topics: frame.topics }, frame.correlationId),
  );
};
