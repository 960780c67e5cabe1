import type { Relation, Way } from '../../contract/access.ts';
import { wayIn } from '../shared/admission.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { isPresent, knowsMonitors, takesPart, tookPart } from './audience.ts';
import type { HeadStore } from './head.ts';
import { type Head, participantOf } from './head.ts';
import { liveLease } from './lease.ts';

/** What a request names: a conversation, and within it a participant, or the user whom it would connect. */
export interface Named {
  readonly conversationId: string;
  readonly participantId?: string;
  readonly userId?: string;
}

/** The conversation, and the way by which the caller was let in. */
export interface Admitted {
  readonly head: Head;
  readonly way: Way;
}

type Holds = (head: Head, me: Principal, named: Named, now: number) => boolean;

const inDivision: Holds = (head, me) => seesDivision(me, head.divisionId);

/** The participant that is named is the caller's; one who has gone from a conversation of the caller's may be. */
const ownPart: Holds = (head, me, { participantId = '' }) => {
  const participant = participantOf(head, participantId);
  return participant === undefined ? tookPart(head, me.userId) : participant.userId === me.userId;
};

/** What a caller is to a conversation. A relation that is missing here is decided elsewhere, and holds of none. */
const holds: Readonly<Partial<Record<Relation, Holds>>> = {
  division: inDivision,
  joins: (head, me, { userId }, now) => userId === me.userId && inDivision(head, me, head, now),
  connects: (head, me, { userId }, now) => userId !== me.userId && inDivision(head, me, head, now),
  present: (head, me) => isPresent(head, me.userId),
  takesPart: (head, me) => takesPart(head, me.userId),
  ownPart,
  session: (head, me, named, now) => inDivision(head, me, named, now) && !tookPart(head, me.userId),
  monitor: (head, me, _named, now) => liveLease(head, now)?.supervisorId === me.userId,
};

/** Whether a caller who has no lease may be told so: they could have one, and know nothing by it. */
const couldMonitor = (access: readonly Way[], head: Head, me: Principal): boolean =>
  access.some((way) => way.as === 'monitor') &&
  knowsMonitors(me) &&
  seesDivision(me, head.divisionId) &&
  !tookPart(head, me.userId);

/** Lets a caller in to a conversation that was read. Errors: not.found, missing.permissions, monitor.lease.lost. */
export const admitTo = (
  access: readonly Way[],
  head: Head,
  me: Principal,
  named: Named,
  now: number,
): Way => {
  try {
    return wayIn(access, me, (way) => {
      if (way.state === 'ended' && head.state !== 'ended') return false;
      return holds[way.as]?.(head, me, named, now) ?? false;
    });
  } catch (error) {
    throw couldMonitor(access, head, me) ? new Failure('monitor.lease.lost') : error;
  }
};

/**
 * The one way to a conversation that a caller names: what the route declares of relations and permissions is enforced
 * here. A conversation that the caller stands in no relation to does not exist.
 * Errors: not.found, missing.permissions; monitor.lease.lost where a way needs the lease that the caller could have.
 */
export const admit = async (
  deps: { readonly heads: Pick<HeadStore, 'get'>; readonly clock: Clock },
  me: Principal,
  access: readonly Way[],
  named: Named,
): Promise<Admitted> => {
  const { conversationId } = named;
  const head = await deps.heads.get({ tenantId: me.tenantId, conversationId });
  if (head === undefined) throw new Failure('not.found');
  return { head, way: admitTo(access, head, me, named, deps.clock.now()) };
};
