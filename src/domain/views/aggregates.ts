import type { AggregateQuery, Aggregates, GroupDimension } from '../../contract/aggregates.ts';
import type { AnalyticsParticipant, SessionMetricName } from '../../contract/analytics.ts';
import { limits } from '../../contract/limits.ts';
import { iso } from '../shared/clock.ts';
import { badRequest } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { Question } from './judge.ts';
import { matchingRows, type Subject } from './match.ts';
import { findAll, type QueryDeps } from './query-details.ts';

const units = { W: 7 * 86_400_000, D: 86_400_000, H: 3_600_000, M: 60_000 } as const;

/** The ms of a duration that the contract's pattern let in. */
export const durationMs = (text: string): number =>
  [...text.matchAll(/(\d+)([WDHM])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );

/** The steps of an interval, all of them equally long but the last. */
const stepsOf = ({ interval, granularity }: AggregateQuery) => {
  const [from = 0, to = 0] = interval.split('/').map((time) => Date.parse(time));
  const length = granularity === undefined ? Math.max(1, to - from) : durationMs(granularity);
  if ((to - from) / length > limits.aggregateSteps)
    throw badRequest('granularity', `an interval has at most ${limits.aggregateSteps} steps`);
  const at = (time: number): string | undefined => {
    if (time < from || time >= to) return undefined;
    const start = from + Math.floor((time - from) / length) * length;
    return `${iso(start)}/${iso(Math.min(start + length, to))}`;
  };
  return { from, to, at };
};

const groupValue: Readonly<
  Record<GroupDimension, (of: Subject, participant: AnalyticsParticipant) => string | undefined>
> = {
  queueId: ({ interaction }, { sessions }) =>
    sessions[0]?.segments.find(({ queueId }) => queueId !== undefined)?.queueId ?? interaction.queueId,
  userId: (_of, { userId }) => userId,
  purpose: (_of, { purpose }) => purpose,
  mediaType: () => 'message',
  messageType: ({ interaction }) => interaction.messageType,
  divisionId: ({ interaction }) => interaction.divisionId,
  wrapUpCode: (_of, { sessions }) =>
    sessions[0]?.segments.find(({ wrapUpCode }) => wrapUpCode !== undefined)?.wrapUpCode,
};

/** The group that a part belongs to; what has no value of a dimension is in a group without it. */
const groupOf = (query: AggregateQuery, subject: Subject, participant: AnalyticsParticipant) =>
  Object.fromEntries(
    query.groupBy.flatMap((dimension) => {
      const value = groupValue[dimension](subject, participant);
      return value === undefined ? [] : [[dimension, value] as const];
    }),
  );

/** The parts of a conversation that the filter lets pass: each has a segment, so all where there is none. */
const partsOf = (subject: Subject, question: Question): ReadonlySet<AnalyticsParticipant> =>
  new Set(matchingRows(subject, question).map(({ participant }) => participant));

interface Stats {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

type Values = Map<SessionMetricName, Stats>;

const none: Stats = { count: 0, sum: 0, min: Infinity, max: -Infinity };

const withValue = ({ count, sum, min, max }: Stats, value: number): Stats => ({
  count: count + 1,
  sum: sum + value,
  min: Math.min(min, value),
  max: Math.max(max, value),
});

/** What is counted comes to the sum of its values; of times all is told. */
const told = (metric: SessionMetricName, stats: Stats) =>
  metric.startsWith('n') ? { count: stats.sum } : stats;

/**
 * Figures of what was measured in an interval: each counts in the step in which it was known, in the group of its part.
 * Of a conversation that the caller takes or took part in, what was monitored is in no figure of theirs.
 * Errors: bad.request for too many steps, or conversations.
 */
export const queryAggregates = async (
  deps: QueryDeps,
  me: Principal,
  query: AggregateQuery,
): Promise<Aggregates> => {
  const { from, to, at } = stepsOf(query);
  const question: Question = {
    interval: `${iso(Math.max(0, from - limits.aggregateBackMs))}/${iso(to)}`,
    order: 'asc',
    orderBy: 'conversationStart',
    conversationFilters: [],
    segmentFilters: query.filter === undefined ? [] : [query.filter],
  };
  const groups = new Map<string, { group: Record<string, string>; steps: Map<string, Values> }>();
  for (const subject of await findAll(deps, me, question, true))
    for (const participant of partsOf(subject, question))
      for (const { name, value, emitDate } of participant.sessions.flatMap(({ metrics }) => metrics)) {
        const step = query.metrics.includes(name) ? at(Date.parse(emitDate)) : undefined;
        if (step === undefined) continue;
        const group = groupOf(query, subject, participant);
        const key = JSON.stringify(group);
        const known = groups.get(key) ?? { group, steps: new Map<string, Values>() };
        groups.set(key, known);
        const values: Values = known.steps.get(step) ?? new Map();
        known.steps.set(step, values);
        values.set(name, withValue(values.get(name) ?? none, value));
      }
  return {
    results: [...groups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { group, steps }]) => ({
        group,
        data: [...steps.entries()]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([interval, values]) => ({
            interval,
            metrics: [...values.entries()].map(([metric, stats]) => ({ metric, stats: told(metric, stats) })),
          })),
      })),
  };
};
