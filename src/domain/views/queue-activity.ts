import { limits } from '../../contract/limits.ts';
import {
  InteractionMetric,
  type ObservationQuery,
  type ObservationValue,
  type QueueActivity,
  type QueueObservation,
  UserMetric,
} from '../../contract/observation.ts';
import { holdsOf, named as namedBy } from '../../contract/observation-filter.ts';
import { readQueue } from '../directory/administer.ts';
import type { QueueStore } from '../directory/directory.ts';
import type { MemberStore } from '../directory/member-store.ts';
import { membersOf, memberView } from '../directory/members.ts';
import { tellable } from '../head/audience.ts';
import { iso } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import { type Interaction, type InteractionStore, isInteracting, type QueueCounts } from './interaction.ts';
import { isOnQueue, observationOf, observeUsers } from './observe-users.ts';

interface Deps {
  readonly queues: Pick<QueueStore, 'get'>;
  readonly interactions: Pick<InteractionStore, 'counts' | 'range'>;
  readonly members: Pick<MemberStore, 'of'>;
}

/** Whether it is monitored, for those who may know; undefined for who takes or took part. */
const monitoredFor = (interaction: Interaction, userId: string): boolean | undefined =>
  tellable(interaction, userId, interaction.monitor !== undefined);

/** What is counted of a queue's interactions in progress, for every reader. */
export interface Counted extends QueueCounts {
  /** Those that are monitored: who may know of it depends on the reader. */
  readonly monitored: readonly Interaction[];
}

type CountDeps = { readonly interactions: Pick<InteractionStore, 'counts' | 'range'> };

const inProgress = { from: 0, to: Number.MAX_SAFE_INTEGER, order: 'asc' } as const;

/** Counts a queue's interactions: what is read grows with how many are monitored, and not with how many there are. */
export const countQueue = async (deps: CountDeps, tenantId: string, queueId: string): Promise<Counted> => {
  const monitored: Interaction[] = [];
  const listed = {
    ...inProgress,
    tenantId,
    queueIds: [queueId],
    listings: ['monitored'],
    expected: 100,
  } as const;
  const [counts] = await Promise.all([
    deps.interactions.counts(tenantId, queueId),
    (async () => {
      for await (const interaction of deps.interactions.range(listed)) monitored.push(interaction);
    })(),
  ]);
  return { ...counts, monitored };
};

const counters: Record<InteractionMetric, (of: Counted, userId: string) => number> = {
  oInteracting: ({ interacting }) => interacting,
  oWaiting: ({ waiting }) => waiting,
  oMonitored: ({ monitored }, userId) => monitored.filter((one) => monitoredFor(one, userId) === true).length,
};

/** A queue's interactions in figures, as one reader may know them. */
export const observeInteractions = (
  metrics: readonly InteractionMetric[],
  counted: Counted,
  userId: string,
): QueueObservation['data'] =>
  metrics.map((metric) => ({ metric, stats: { count: counters[metric](counted, userId) } }));

/** Whether an interaction that is in progress is counted in a figure, as one reader may know it. */
const isCounted: Readonly<Record<InteractionMetric, (one: Interaction, userId: string) => boolean>> = {
  oInteracting: isInteracting,
  oWaiting: (one) => !isInteracting(one),
  oMonitored: (one, userId) => monitoredFor(one, userId) === true,
};

/** Figures with those that are counted in them: of one that is handled, once for each of its agents. */
const detailed = (
  data: QueueObservation['data'],
  listed: readonly Interaction[],
  details: readonly string[],
  userId: string,
): QueueObservation['data'] =>
  data.map((figure) => {
    const metric = InteractionMetric.options.find((one) => one === figure.metric);
    if (metric === undefined || !details.includes(metric)) return figure;
    const counted = listed.filter((one) => isCounted[metric](one, userId));
    const told = counted.flatMap((one): readonly ObservationValue[] => {
      const { conversationId, startTime, customerName, agents } = one;
      const interaction = {
        observationDate: iso(startTime),
        conversationId,
        participantName: customerName,
        direction: 'inbound',
      } as const;
      const connected = metric === 'oWaiting' ? [] : agents.filter((agent) => agent.connected);
      return connected.length === 0
        ? [interaction]
        : connected.map((agent) => ({ ...interaction, userId: agent.userId }));
    });
    return { ...figure, truncated: counted.length < figure.stats.count, observations: [...told] };
  });

/** A queue's interactions in progress, as many as are listed: those that started first. */
const oldest = async (
  deps: CountDeps,
  tenantId: string,
  queueId: string,
): Promise<readonly Interaction[]> => {
  const found: Interaction[] = [];
  const listed = {
    ...inProgress,
    tenantId,
    queueIds: [queueId],
    listings: ['free', 'monitored'],
    expected: limits.activityRows,
  } as const;
  for await (const interaction of deps.interactions.range(listed)) {
    found.push(interaction);
    if (found.length === limits.activityRows) break;
  }
  return found;
};

const chosen = <M extends string>(given: readonly string[], of: readonly M[]): readonly M[] =>
  of.filter((metric) => given.includes(metric));

/**
 * Counts what is in each queue now, and who works for it: a query of each queue's counts and one of what is monitored in
 * it where interactions are counted, one of the oldest where they are told too, and one of its members where those are. Errors: not.found for a queue outside the
 * caller's divisions.
 */
export const queryObservations = async (
  deps: Deps,
  me: Principal,
  query: ObservationQuery,
): Promise<{ results: QueueObservation[] }> => {
  const { filter, detailMetrics = [] } = query;
  const named = namedBy(filter, 'queueId');
  await Promise.all(named.map((id) => readQueue(deps, me, id)));
  const ids = named.filter((queueId) => holdsOf(filter, { queueId, mediaType: 'message' }));
  const isListed = InteractionMetric.options.some((metric) => detailMetrics.includes(metric));
  const ofInteractions = chosen(query.metrics, InteractionMetric.options);
  const ofUsers = chosen(query.metrics, UserMetric.options);
  const results = await Promise.all(
    ids.map(async (id) => {
      const [counted, listed, members] = await Promise.all([
        ofInteractions.length === 0 ? undefined : countQueue(deps, me.tenantId, id),
        isListed ? oldest(deps, me.tenantId, id) : [],
        ofUsers.length === 0 ? undefined : membersOf(deps, me.tenantId, id),
      ]);
      const figures = counted === undefined ? [] : observeInteractions(ofInteractions, counted, me.userId);
      return observationOf(id, [
        ...detailed(figures, listed, detailMetrics, me.userId),
        ...(members === undefined ? [] : observeUsers(ofUsers, members, detailMetrics)),
      ]);
    }),
  );
  return { results };
};

/**
 * Queue Activity: how many interactions of a queue wait and are handled, the oldest of them, and its agents with theirs: every joined member who is On
 * Queue, an idle one too, and who takes part in an interaction. Errors: not.found.
 */
export const readQueueActivity = async (
  deps: Deps,
  me: Principal,
  queueId: string,
): Promise<QueueActivity> => {
  const queue = await readQueue(deps, me, queueId);
  const [counts, interactions, belonging] = await Promise.all([
    deps.interactions.counts(me.tenantId, queueId),
    oldest(deps, me.tenantId, queueId),
    membersOf(deps, me.tenantId, queueId),
  ]);
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
  const members = new Map(belonging.map((one) => [one.userId, one]));
  const agentOf = (userId: string, name: string): QueueActivity['agents'][number] => {
    const member = members.get(userId);
    const status = member === undefined ? {} : { routingStatus: memberView(member).routingStatus };
    const agent = agents.get(userId) ?? { user: { id: userId, name }, ...status, conversations: [] };
    agents.set(userId, agent);
    return agent;
  };
  for (const member of belonging) if (member.joined && isOnQueue(member)) agentOf(member.userId, member.name);
  for (const { conversationId, agents: present } of interactions)
    for (const { userId, name, participantId, connected } of present)
      if (connected) agentOf(userId, name).conversations.push({ conversationId, participantId });
  return {
    queue: { id: queue.id, name: queue.name },
    counts,
    interacting: interactions.filter(isInteracting).map(row),
    waiting: interactions.filter((interaction) => !isInteracting(interaction)).map(row),
    agents: [...agents.values()],
  };
};
