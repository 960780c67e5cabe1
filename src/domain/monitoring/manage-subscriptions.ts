import type { ChannelTopic } from '../../contract/channel.ts';
import { topics } from '../../contract/topics.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { Channel, ChannelStore } from '../sockets/channel.ts';
import type { AuthorizeDeps } from './authorize-topic.ts';
import { subscribe } from './subscribe.ts';

interface OwnDeps {
  readonly channels: Pick<ChannelStore, 'get'>;
  readonly clock: Clock;
}

interface Deps extends AuthorizeDeps {
  readonly channels: Pick<ChannelStore, 'get' | 'subscribe' | 'begin'>;
}

interface RemoveDeps extends OwnDeps {
  readonly channels: Pick<ChannelStore, 'get' | 'unsubscribe'>;
}

const ownChannel = async (deps: OwnDeps, me: Principal, channelId: string): Promise<Channel> => {
  const channel = await deps.channels.get({ tenantId: me.tenantId, channelId });
  if (channel === undefined || channel.userId !== me.userId || channel.until <= deps.clock.now())
    throw new Failure('not.found');
  return channel;
};

/** The topics that a channel of the caller receives. Errors: not.found. */
export const listSubscriptions = async (
  deps: OwnDeps,
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
  deps: Deps & RemoveDeps,
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
export const deleteSubscriptions = async (
  deps: RemoveDeps,
  me: Principal,
  channelId: string,
): Promise<void> => {
  const channel = await ownChannel(deps, me, channelId);
  await deps.channels.unsubscribe(channel, channel.topics);
};

/** The topics that can be subscribed to; {id} stands for the id in each. */
export const availableTopics = () => ({
  entities: [
    {
      id: topics.myConversations('{id}'),
      description: 'My interaction list, or what a user of my divisions takes part in.',
    },
    { id: topics.myPresence('{id}'), description: 'The presence of a user of my divisions, or mine.' },
    { id: topics.routingStatus('{id}'), description: 'Their routing status.' },
    {
      id: topics.queueUsers('{id}'),
      description: 'Members of a queue as they come, join, change and go.',
    },
    { id: topics.queueConversations('{id}'), description: 'Interactions of a queue.' },
    { id: topics.queueObservations('{id}'), description: 'Counts of a queue.' },
    { id: topics.transcript('{id}'), description: 'A monitored conversation, for its monitor.' },
  ],
});
