import type { ServerFrame } from '../../contract/frames.ts';
import { UserMetric } from '../../contract/observation.ts';
import { topics } from '../../contract/topics.ts';
import type { UserKey } from '../directory/at-work.ts';
import type { Presence } from '../directory/directory.ts';
import type { Member, MemberKey, MemberStore } from '../directory/member-store.ts';
import { bringToQueues, membersOf, memberView } from '../directory/members.ts';
import { userPresence } from '../directory/presence.ts';
import { routingStatusView } from '../directory/routing-status.ts';
import { eventFrame, type FanOutDeps, fanOut } from '../sockets/fan-out.ts';
import { observationOf, observeUsers } from './observe-users.ts';

const tell = async (
  deps: FanOutDeps,
  tenantId: string,
  topic: string,
  body: () => Promise<ServerFrame['eventBody']>,
): Promise<void> => {
  const subscribers = await deps.channels.subscribers(tenantId, topic);
  if (subscribers.length > 0) await fanOut(deps, subscribers, [eventFrame(topic, await body())]);
};

/**
 * Brings a change of a user at work to their queues, and tells who watches the user. What a change did not concern is
 * not told. Safe to repeat.
 */
export const announceUser = async (
  deps: FanOutDeps & { readonly members: Pick<MemberStore, 'queuesOf' | 'reflect'> },
  user: UserKey,
  presence: Presence,
): Promise<void> => {
  const { tenantId, userId } = user;
  const { changed = ['presence'] } = presence;
  if (changed.includes('presence'))
    await tell(deps, tenantId, topics.myPresence(userId), async () => userPresence(userId, presence));
  if (changed.includes('routingStatus'))
    await tell(deps, tenantId, topics.routingStatus(userId), async () => routingStatusView(userId, presence));
  if (changed.length > 0) await bringToQueues(deps, user, presence);
};

/** Tells who watches a queue that a member came, joined, changed or went, and what is counted now. */
export const announceMember = async (
  deps: FanOutDeps & { readonly members: Pick<MemberStore, 'of'> },
  { tenantId, queueId, userId }: MemberKey,
  member: Member | undefined,
): Promise<void> => {
  await tell(deps, tenantId, topics.queueUsers(queueId), async () =>
    member === undefined ? { id: userId, joined: false } : memberView(member),
  );
  await tell(deps, tenantId, topics.queueObservations(queueId), async () => ({
    ...observationOf(queueId, observeUsers(UserMetric.options, await membersOf(deps, tenantId, queueId))),
  }));
};
