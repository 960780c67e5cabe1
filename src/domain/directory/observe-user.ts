import { holdsOf, named } from '../../contract/observation-filter.ts';
import type {
  UserObservationMetric,
  UserObservationQuery,
  UserObservations,
} from '../../contract/user-observation.ts';
import { iso } from '../shared/clock.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { routingOf } from './at-work.ts';
import type { Presence, PresenceStore, UserStore } from './directory.ts';
import type { MemberStore, Memberships } from './member-store.ts';

interface Deps {
  readonly users: Pick<UserStore, 'get'>;
  readonly presences: Pick<PresenceStore, 'get'>;
  readonly members: Pick<MemberStore, 'queuesOf'>;
}

type Observed = { readonly presence: Presence; readonly queues: Memberships['queues'] };

/** One figure of a user; `since` when it is so, ms since the epoch, of what is a state. */
interface Figure {
  readonly qualifier?: string;
  readonly count: number;
  readonly since?: number;
}

/** What a user takes part in as an agent is counted; what they monitor is nobody's business. */
const observers: Readonly<Record<UserObservationMetric, (of: Observed) => Figure>> = {
  oUserPresence: ({ presence }) => ({
    qualifier: presence.systemPresence,
    count: 1,
    since: presence.modified ?? 0,
  }),
  oUserRoutingStatus: ({ presence }) => {
    const { status, since } = routingOf(presence);
    return { qualifier: status, count: 1, since };
  },
  oInteracting: ({ presence }) => ({ count: routingOf(presence).conversations.length }),
  oMemberQueues: ({ queues }) => ({ count: Object.keys(queues).length }),
  oActiveQueues: ({ queues }) => ({ count: Object.values(queues).filter(Boolean).length }),
};

/** Observes users of the caller's divisions, or the caller; whom the caller does not see is left out. */
export const queryUserObservations = async (
  deps: Deps,
  me: Principal,
  { filter, metrics, detailMetrics = [] }: UserObservationQuery,
): Promise<UserObservations> => {
  const ids = named(filter, 'userId').filter((userId) => holdsOf(filter, { userId }));
  const results = await Promise.all(
    ids.map(async (userId): Promise<UserObservations['results']> => {
      const user = await deps.users.get(me.tenantId, userId);
      if (userId !== me.userId && (user === undefined || !seesDivision(me, user.division.id))) return [];
      const presence = await deps.presences.get(me.tenantId, userId);
      const { queues } = await deps.members.queuesOf(me.tenantId, userId);
      const data = metrics.map((metric) => {
        const { count, since, ...rest } = observers[metric]({ presence, queues });
        const isDetailed = since !== undefined && detailMetrics.includes(metric);
        const observations = isDetailed ? { observations: [{ observationDate: iso(since), userId }] } : {};
        return { metric, ...rest, stats: { count }, ...observations };
      });
      return [{ group: { userId }, data }];
    }),
  );
  return { results: results.flat() };
};
