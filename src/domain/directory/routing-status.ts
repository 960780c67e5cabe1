import type { RoutingStatus, RoutingStatusInput } from '../../contract/user.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { changeAtWork, reporting, routingOf } from './at-work.ts';
import type { Presence, PresenceStore, UserStore } from './directory.ts';
import { seeUser } from './users.ts';

interface Writes {
  readonly presences: PresenceStore;
  readonly clock: Clock;
}

interface Reads {
  readonly presences: Pick<PresenceStore, 'get'>;
  readonly users: Pick<UserStore, 'get'>;
}

/** A routing status as everybody may see it who may see the user at work. */
export const routingStatusView = (userId: string, presence: Pick<Presence, 'routing'>): RoutingStatus => {
  const { status, since } = routingOf(presence);
  return { userId, status, ...(since === 0 ? {} : { startTime: iso(since) }) };
};

/** The routing status of the caller, or of a user whom the caller may see at work. Errors: not.found. */
export const readRoutingStatus = async (
  deps: Reads,
  me: Principal,
  userId: string,
): Promise<RoutingStatus> => {
  if (userId !== me.userId) await seeUser(deps, me, userId);
  return routingStatusView(userId, await deps.presences.get(me.tenantId, userId));
};

/** Reports how the caller stands to their queues. Errors: not.found for another user, bad.request. */
export const reportRoutingStatus = async (
  deps: Writes,
  me: Principal,
  userId: string,
  { status }: RoutingStatusInput,
): Promise<RoutingStatus> => {
  if (userId !== me.userId) throw new Failure('not.found');
  const next = await changeAtWork(deps, me, (before) => reporting(before, status, deps.clock.now()));
  return routingStatusView(userId, next);
};
