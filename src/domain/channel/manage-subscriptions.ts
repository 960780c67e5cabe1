import type { ChannelTopic } from '../../contract/channel.ts';
import type { Principal } from '../access/principal.ts';
import { Failure } from '../failure.ts';
import type { AuthorizeDeps } from './authorize-topic.ts';
import type { Channel } from './channel.ts';
import type { ChannelStore } from './channel-store.ts';
import { subscribe } from './subscribe.ts';

interface Deps extends AuthorizeDeps {
  readonly channels: ChannelStore;
}

const ownChannel = async (deps: Deps, me: Principal, channelId: string): Promise<Channel> => {
  const channel = await deps.channels.get({ tenantId: me.tenantId, channelId });
  if (channel === undefined || channel.userId !== me.userId || channel.until <= deps.clock.now())
    throw new Failure('not.found');
  return channel;
};

/** The topics that a channel of the caller receives. Errors: not.found. */
export const listSubscriptions = async (
  deps: Deps,
  me: Principal,
  channelId: string,
): Promise<readonly ChannelTopic[]> =>
  (await ownChannel(deps, me, channelId)).topics.map((id) => ({ id, state: 'Permitted' }));

/** Adds topics to a channel of the caller. Errors: not.found. */
export const addSubscriptions = async (
  deps: Deps,
  me: Principal,
  channelId: string,
  topics: readonly string[],
): Promise<readonly ChannelTopic[]> => subscribe(deps, await ownChannel(deps, me, channelId), topics);

/** Replaces the topics of a channel of the caller. Errors: not.found. */
export const replaceSubscriptions = async (
  deps: Deps,
  me: Principal,
  channelId: string,
  topics: readonly string[],
): Promise<readonly ChannelTopic[]> => {
  const channel = await ownChannel(deps, me, channelId);
  const given = new Set(topics);
  await deps.channels.unsubscribe(
    channel,
    channel.topics.filter((topic) => !given.has(topic)),
  );
  return subscribe(deps, channel, topics);
};

/** Removes every topic of a channel of the caller. Errors: not.found. */
export const deleteSubscriptions = async (deps: Deps, me: Principal, channelId: string): Promise<void> => {
  const channel = await ownChannel(deps, me, channelId);
  await deps.channels.unsubscribe(channel, channel.topics);
};
