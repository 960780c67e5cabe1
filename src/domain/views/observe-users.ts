import type { QueueObservation, UserMetric } from '../../contract/observation.ts';
import type { Member } from '../directory/member-store.ts';
import { iso } from '../shared/clock.ts';

type Counted = QueueObservation['data'];

/** Figures of one queue, as they are answered and told. */
export const observationOf = (queueId: string, data: Counted): QueueObservation => ({
  group: { queueId, mediaType: 'message' },
  data,
});

/** Those who are counted in one figure, and since when each is, ms since the epoch. */
interface Group {
  readonly qualifier?: string;
  readonly members: readonly Member[];
}

/** One group for each value that some member has, named by it. */
const byValue = (members: readonly Member[], kindOf: (member: Member) => string): readonly Group[] =>
  [...new Set(members.map(kindOf))].toSorted().map((qualifier) => ({
    qualifier,
    members: members.filter((member) => kindOf(member) === qualifier),
  }));

/** Whether a member's presence is On Queue. */
export const isOnQueue = ({ atWork }: Member): boolean => atWork.systemPresence === 'On Queue';

const presenceOf = ({ atWork }: Member): string => atWork.systemPresence;
const statusOf = ({ atWork }: Member): string => atWork.status;

const groups: Readonly<Record<UserMetric, (joined: readonly Member[]) => readonly Group[]>> = {
  oMemberUsers: (members) => [{ members }],
  oOnQueueUsers: (joined) => byValue(joined.filter(isOnQueue), statusOf),
  oOffQueueUsers: (joined) => [
    { members: joined.filter((one) => !isOnQueue(one) && presenceOf(one) !== 'Offline') },
  ],
  oUserPresences: (joined) => byValue(joined, presenceOf),
  oUserRoutingStatuses: (joined) => byValue(joined, statusOf),
};

/** The figures that are told by routing status begin with it, and all others with the presence. */
const byStatus: readonly UserMetric[] = ['oOnQueueUsers', 'oUserRoutingStatuses'];

/**
 * Counts a queue's joined members; `oOffQueueUsers` are those of them who are not Offline.
 *
 * @param details the metrics of which each member who is counted is told too
 */
export const observeUsers = (
  metrics: readonly UserMetric[],
  members: readonly Member[],
  details: readonly string[] = [],
): Counted => {
  const joined = members.filter((member) => member.joined);
  return metrics.flatMap((metric) =>
    groups[metric](joined).map(({ qualifier, members: counted }) => ({
      metric,
      ...(qualifier === undefined ? {} : { qualifier }),
      stats: { count: counted.length },
      ...(details.includes(metric)
        ? {
            observations: counted.map(({ userId, name, atWork }) => ({
              observationDate: iso(byStatus.includes(metric) ? atWork.since : (atWork.modified ?? 0)),
              userId,
              participantName: name,
            })),
          }
        : {}),
    })),
  );
};
