import type { QueueObservation, UserMetric } from '../../contract/observation.ts';
import type { Member } from '../directory/member-store.ts';

type Counted = QueueObservation['data'];

/** Figures of one queue, as they are answered and told. */
export const observationOf = (queueId: string, data: Counted): QueueObservation => ({
  group: { queueId, mediaType: 'message' },
  data,
});

/** One figure for each value that some member has, named by it. */
const byValue = (metric: UserMetric, values: readonly string[]): Counted =>
  [...new Set(values)].toSorted().map((qualifier) => ({
    metric,
    qualifier,
    stats: { count: values.filter((value) => value === qualifier).length },
  }));

/** Whether a member's presence is On Queue. */
export const isOnQueue = ({ atWork }: Member): boolean => atWork.systemPresence === 'On Queue';

const counters: Readonly<Record<UserMetric, (joined: readonly Member[]) => Counted>> = {
  oMemberUsers: (joined) => [{ metric: 'oMemberUsers', stats: { count: joined.length } }],
  oOnQueueUsers: (joined) =>
    byValue(
      'oOnQueueUsers',
      joined.filter(isOnQueue).map(({ atWork }) => atWork.status),
    ),
  oOffQueueUsers: (joined) => [
    {
      metric: 'oOffQueueUsers',
      stats: {
        count: joined.filter((one) => !isOnQueue(one) && one.atWork.systemPresence !== 'Offline').length,
      },
    },
  ],
  oUserPresences: (joined) =>
    byValue(
      'oUserPresences',
      joined.map(({ atWork }) => atWork.systemPresence),
    ),
  oUserRoutingStatuses: (joined) =>
    byValue(
      'oUserRoutingStatuses',
      joined.map(({ atWork }) => atWork.status),
    ),
};

/** Counts a queue's joined members; `oOffQueueUsers` are those of them who are not Offline. */
export const observeUsers = (metrics: readonly UserMetric[], members: readonly Member[]): Counted => {
  const joined = members.filter((member) => member.joined);
  return metrics.flatMap((metric) => counters[metric](joined));
};
