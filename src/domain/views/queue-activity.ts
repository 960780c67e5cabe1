import {
  InteractionMetric,
  type ObservationQuery,
  type QueueActivity,
  type QueueObservation,
  UserMetric,
} from '../../contract/observation.ts';
import { readQueue } from '../directory/administer.ts';
import type { QueueStore } from '../directory/directory.ts';
import type { MemberStore } from '../directory/member-store.ts';
import { membersOf, memberView } from '../directory/members.ts';
import { tellable } from '../head/audience.ts';
import { iso } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import type { Interaction, InteractionStore } from './interaction.ts';
import { observeUsers } from './observe-users.ts';

interface Deps {
  readonly queues: Pick<QueueStore, 'get'>;
  readonly interactions: Pick<InteractionStore, 'range'>;
  readonly members: Pick<MemberStore, 'of'>;
}

const isInteracting = (interaction: Interaction): boolean =>
  interaction.agents.some((agent) => agent.connected);

/** Whether it is monitored, for those who may know; undefined for who takes or took part. */
const monitoredFor = (interaction: Interaction, userId: string): boolean | undefined =>
  tellable(interaction, userId, interaction.monitor !== undefined);

const counters: Record<InteractionMetric, (i: Interaction, userId: string) => boolean> = {
  oInteracting: isInteracting,
  oWaiting: (interaction) => !isInteracting(interaction),
  oMonitored: (interaction, userId) => monitoredFor(interaction, userId) === true,
};

/** One queue's counts, as one reader may know them. */
export const observe = (
  queueId: string,
  metrics: readonly InteractionMetric[],
  interactions: readonly Interaction[],
  userId: string,
): QueueObservation => ({
  group: { queueId, mediaType: 'message' },
  data: metrics.map((metric) => ({
    metric,
    stats: { count: interactions.filter((i) => counters[metric](i, userId)).length },
  })),
});

/** A tenant's interactions in progress, by queue. */
export const inProgressByQueue = async (
  deps: Pick<Deps, 'interactions'>,
  tenantId: string,
): Promise<ReadonlyMap<string, readonly Interaction[]>> => {
  const byQueue = new Map<string, Interaction[]>();
  const range = {
    tenantId,
    state: 'inProgress',
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    order: 'asc',
  } as const;
  for await (const interaction of deps.interactions.range(range)) {
    const own = byQueue.get(interaction.queueId) ?? [];
    own.push(interaction);
    byQueue.set(interaction.queueId, own);
  }
  return byQueue;
};

const chosen = <M extends string>(given: readonly string[], of: readonly M[]): readonly M[] =>
  of.filter((metric) => given.includes(metric));

/**
 * Counts what is in each queue now, and who works for it: one query of the tenant's interactions where they are counted,
 * and one of each queue's members where those are. Errors: not.found for a queue outside the caller's divisions.
 */
export const queryObservations = async (
  deps: Deps,
  me: Principal,
  query: ObservationQuery,
): Promise<{ results: QueueObservation[] }> => {
  const ids = [...new Set(query.filter.predicates.map((predicate) => predicate.value))];
  await Promise.all(ids.map((id) => readQueue(deps, me, id)));
  const ofInteractions = chosen(query.metrics, InteractionMetric.options);
  const ofUsers = chosen(query.metrics, UserMetric.options);
  const byQueue = ofInteractions.length === 0 ? new Map() : await inProgressByQueue(deps, me.tenantId);
  const results = await Promise.all(
    ids.map(async (id) => {
      const observed = observe(id, ofInteractions, byQueue.get(id) ?? [], me.userId);
      if (ofUsers.length === 0) return observed;
      const users = observeUsers(ofUsers, await membersOf(deps, me.tenantId, id));
      return { ...observed, data: [...observed.data, ...users] };
    }),
  );
  return { results };
};

/**
 * Queue Activity: a queue's interactions, waiting and handled, and its agents with theirs: every joined member who is On
 * Queue, an idle one too, and who takes part in an interaction. Errors: not.found.
 */
export const readQueueActivity = async (
  deps: Deps,
  me: Principal,
  queueId: string,
): Promise<QueueActivity> => {
  const queue = await readQueue(deps, me, queueId);
  const interactions = (await inProgressByQueue(deps, me.tenantId)).get(queueId) ?? [];
  const row = (interaction: Interaction) => {
    const isMonitored = monitoredFor(interaction, me.userId);
    return {
      conversationId: interaction.conversationId,
      startTime: iso(interaction.startTime),
      customerName: interaction.customerName,
      ...(isMonitored === undefined ? {} : { isMonitored }),
    };
  };
  const agents = new Map<string, QueueActivity['agents'][number]>();
  const members = new Map((await membersOf(deps, me.tenantId, queueId)).map((one) => [one.userId, one]));
  const statusOf = (userId: string) => {
    const member = members.get(userId);
    return member === undefined ? {} : { routingStatus: memberView(member).routingStatus };
  };
  for (const { userId, name, joined, atWork } of members.values())
    if (joined && atWork.systemPresence === 'On Queue')
      agents.set(userId, { user: { id: userId, name }, ...statusOf(userId), conversations: [] });
  for (const { conversationId, agents: present } of interactions)
    for (const { userId, name, participantId } of present.filter((agent) => agent.connected)) {
      const known = agents.get(userId) ?? {
        user: { id: userId, name },
        ...statusOf(userId),
        conversations: [],
      };
      known.conversations.push({ conversationId, participantId });
      agents.set(userId, known);
    }
  return {
    queue: { id: queue.id, name: queue.name },
    interacting: interactions.filter(isInteracting).map(row),
    waiting: interactions.filter((interaction) => !isInteracting(interaction)).map(row),
    agents: [...agents.values()],
  };
};
