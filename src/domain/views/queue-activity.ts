import type {
  ObservationMetric,
  ObservationQuery,
  QueueActivity,
  QueueObservation,
} from '../../contract/observation.ts';
import { tellable } from '../head/audience.ts';
import { readQueue } from '../routing/administer.ts';
import type { QueueStore } from '../routing/directory.ts';
import { type Clock, iso } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import type { Interaction, InteractionStore } from './interaction.ts';

interface Deps {
  readonly queues: Pick<QueueStore, 'get'>;
  readonly interactions: Pick<InteractionStore, 'range'>;
  readonly clock: Clock;
}

const isInteracting = (interaction: Interaction): boolean =>
  interaction.agents.some((agent) => agent.connected);

/** Whether it is monitored, for those who may know; undefined for who takes or took part. */
const monitoredFor = (interaction: Interaction, userId: string, now: number): boolean | undefined =>
  tellable(interaction, userId, (interaction.monitor?.expires ?? 0) > now);

const counters: Record<ObservationMetric, (i: Interaction, userId: string, now: number) => boolean> = {
  oInteracting: isInteracting,
  oWaiting: (interaction) => !isInteracting(interaction),
  oMonitored: (interaction, userId, now) => monitoredFor(interaction, userId, now) === true,
};

/** One queue's counts, as one reader may know them. */
export const observe = (
  queueId: string,
  metrics: readonly ObservationMetric[],
  interactions: readonly Interaction[],
  userId: string,
  now: number,
): QueueObservation => ({
  group: { queueId, mediaType: 'message' },
  data: metrics.map((metric) => ({
    metric,
    stats: { count: interactions.filter((i) => counters[metric](i, userId, now)).length },
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

/** Counts what is in each queue now. Errors: not.found for a queue outside the caller's divisions. */
export const queryObservations = async (
  deps: Deps,
  me: Principal,
  query: ObservationQuery,
): Promise<{ results: QueueObservation[] }> => {
  const ids = [...new Set(query.filter.predicates.map((predicate) => predicate.value))];
  await Promise.all(ids.map((id) => readQueue(deps, me, id)));
  const byQueue = await inProgressByQueue(deps, me.tenantId);
  const now = deps.clock.now();
  return { results: ids.map((id) => observe(id, query.metrics, byQueue.get(id) ?? [], me.userId, now)) };
};

/** Queue Activity: a queue's interactions, waiting and handled, and its agents with theirs. Errors: not.found. */
export const readQueueActivity = async (
  deps: Deps,
  me: Principal,
  queueId: string,
): Promise<QueueActivity> => {
  const queue = await readQueue(deps, me, queueId);
  const interactions = (await inProgressByQueue(deps, me.tenantId)).get(queueId) ?? [];
  const now = deps.clock.now();
  const row = (interaction: Interaction) => {
    const isMonitored = monitoredFor(interaction, me.userId, now);
    return {
      conversationId: interaction.conversationId,
      startTime: iso(interaction.startTime),
      customerName: interaction.customerName,
      ...(isMonitored === undefined ? {} : { isMonitored }),
    };
  };
  const agents = new Map<string, QueueActivity['agents'][number]>();
  for (const { conversationId, agents: present } of interactions)
    for (const { userId, name, participantId } of present.filter((agent) => agent.connected)) {
      const known = agents.get(userId) ?? { user: { id: userId, name }, conversations: [] };
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
