import type { ChannelTopic } from '../../contract/channel.ts';
import { type AuthorizeDeps, authorizeTopic } from './authorize-topic.ts';
import type { Channel, Subscription } from './channel.ts';
import type { ChannelStore } from './channel-store.ts';

interface Deps extends AuthorizeDeps {
  readonly channels: ChannelStore;
}

/** Subscribes a channel to the topics that are its user's to receive, and says of each what became of it. */
export const subscribe = async (
  deps: Deps,
  channel: Channel,
  topics: readonly string[],
): Promise<readonly ChannelTopic[]> => {
  const unique = [...new Set(topics)];
  const verdicts = await Promise.all(
    unique.map(async (topic) => ({ topic, verdict: await authorizeTopic(deps, channel, topic) })),
  );
  const subscriptions = verdicts.flatMap(({ topic, verdict }): readonly Subscription[] =>
    verdict.permitted
      ? [
          {
            tenantId: channel.tenantId,
            topic,
            channelId: channel.channelId,
            userId: channel.userId,
            until: channel.until,
            ...(channel.connectionId === undefined ? {} : { connectionId: channel.connectionId }),
            ...(verdict.fence === undefined ? {} : { fence: verdict.fence }),
          },
        ]
      : [],
  );
  await deps.channels.subscribe(subscriptions);
  return verdicts.map(({ topic, verdict }) =>
    verdict.permitted
      ? { id: topic, state: 'Permitted' }
      : { id: topic, state: 'Rejected', rejectionReason: verdict.reason },
  );
};
