import type { AnalyticsParticipant, Segment } from '../../contract/analytics.ts';
import {
  type ConversationMetric,
  type Dimension,
  type Filter,
  type NumericRange,
  type Predicate,
  SegmentDimension,
} from '../../contract/details-query.ts';
import { tellable } from '../head/audience.ts';
import { iso } from '../shared/clock.ts';
import type { Interaction } from './interaction.ts';

/** One segment of one part, as far as the reader may know of it. */
interface Row {
  readonly participant: AnalyticsParticipant;
  readonly segment: Segment;
}

/** What a query looks at of one conversation, for one reader. */
export interface Subject {
  readonly interaction: Interaction;
  /** Its parts, where they were read: without them a conversation has no more than its own dimensions and its agents. */
  readonly participants?: readonly AnalyticsParticipant[];
  readonly userId: string;
  readonly now: number;
}

/** Whether it is monitored now or, once it has ended, ever was, as far as this reader may know. */
const isMonitored = ({ interaction, userId }: Subject): boolean =>
  tellable(
    interaction,
    userId,
    interaction.state === 'ended' ? interaction.fence > 0 : interaction.monitor !== undefined,
  ) ?? false;

type Values = (subject: Subject) => readonly (string | undefined)[];

const ofConversation: Readonly<Partial<Record<Dimension, Values>>> = {
  conversationId: ({ interaction }) => [interaction.conversationId],
  conversationStart: ({ interaction }) => [iso(interaction.startTime)],
  conversationEnd: ({ interaction: { endTime } }) => (endTime === undefined ? [] : [iso(endTime)]),
  originatingDirection: () => ['inbound'],
  queueId: ({ interaction }) => [interaction.queueId],
  messageType: ({ interaction }) => [interaction.messageType],
  mediaType: () => ['message'],
  divisionId: ({ interaction }) => [interaction.divisionId],
  isMonitored: (subject) => [String(isMonitored(subject))],
  customerName: ({ interaction }) => [interaction.customerName],
};

const monitoredIn = ({ participant }: Row): readonly (string | undefined)[] =>
  participant.sessions.map((session) => session.monitoredParticipantId);

const ofSegment: Readonly<
  Record<SegmentDimension, (row: Row, subject: Subject) => readonly (string | undefined)[]>
> = {
  userId: ({ participant }) => [participant.userId],
  purpose: ({ participant }) => [participant.purpose],
  direction: () => ['inbound'],
  segmentType: ({ segment }) => [segment.segmentType],
  disconnectType: ({ segment }) => [segment.disconnectType],
  wrapUpCode: ({ segment }) => [segment.wrapUpCode],
  monitoredParticipantId: monitoredIn,
  monitoredUserId: (row, { participants = [] }) =>
    monitoredIn(row).map((id) => participants.find((one) => one.participantId === id)?.userId),
};

const isOfSegment = (dimension: Dimension): dimension is SegmentDimension =>
  (SegmentDimension.options as readonly string[]).includes(dimension);

const rowsOf = ({ participants = [] }: Subject): readonly Row[] =>
  participants.flatMap((participant) =>
    participant.sessions.flatMap(({ segments }) => segments.map((segment) => ({ participant, segment }))),
  );

/** The values of a dimension: of one segment, or of all that is known of the conversation. */
export const valuesOf = (subject: Subject, dimension: Dimension, row?: Row): readonly string[] => {
  const given = isOfSegment(dimension)
    ? (row === undefined ? rowsOf(subject) : [row]).flatMap((one) => ofSegment[dimension](one, subject))
    : (ofConversation[dimension]?.(subject) ?? []);
  const agents =
    dimension === 'userId' && subject.participants === undefined
      ? subject.interaction.agents.map((agent) => agent.userId)
      : [];
  return [...new Set([...given, ...agents])].filter((value) => value !== undefined);
};

/** What a metric comes to, over one part or all of them; undefined where it was never measured. */
export const measured = (subject: Subject, metric: ConversationMetric, row?: Row): number | undefined => {
  if (metric === 'tConversationDuration') {
    const { startTime, endTime } = subject.interaction;
    return (endTime ?? subject.now) - startTime;
  }
  const parts = row === undefined ? (subject.participants ?? []) : [row.participant];
  const values = parts
    .flatMap(({ sessions }) => sessions.flatMap((session) => session.metrics))
    .filter(({ name }) => name === metric);
  return values.length === 0 ? undefined : values.reduce((sum, { value }) => sum + value, 0);
};

const isWithin = (value: number, { gt, gte, lt, lte }: NumericRange): boolean =>
  (gt === undefined || value > gt) &&
  (gte === undefined || value >= gte) &&
  (lt === undefined || value < lt) &&
  (lte === undefined || value <= lte);

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('und');

const metricHolds = (value: number | undefined, { operator, value: wanted, range }: Predicate): boolean => {
  if (operator === 'exists') return value !== undefined;
  if (operator === 'notExists') return value === undefined;
  if (value === undefined) return false;
  return range === undefined ? value === Number(wanted) : isWithin(value, range);
};

const holds = (subject: Subject, predicate: Predicate, row?: Row): boolean => {
  const { dimension, metric, operator, value: wanted = '' } = predicate;
  if (metric !== undefined) return metricHolds(measured(subject, metric, row), predicate);
  if (dimension === undefined) return false;
  const values = valuesOf(subject, dimension, row);
  if (operator === 'exists') return values.length > 0;
  if (operator === 'notExists') return values.length === 0;
  if (dimension === 'customerName') return values.some((value) => fold(value).includes(fold(wanted)));
  return values.includes(wanted);
};

const passes = (subject: Subject, { type, predicates, clauses = [] }: Filter, row?: Row): boolean => {
  const hold = (predicate: Predicate) => holds(subject, predicate, row);
  const all = (each: Filter['type'], given: readonly Predicate[]) =>
    each === 'and' ? given.every(hold) : given.some(hold);
  const verdicts = [...predicates.map(hold), ...clauses.map((clause) => all(clause.type, clause.predicates))];
  return type === 'and' ? verdicts.every(Boolean) : verdicts.some(Boolean);
};

interface Filters {
  readonly conversationFilters: readonly Filter[];
  readonly segmentFilters: readonly Filter[];
}

/** The segments that pass every segment filter. */
export const matchingRows = (subject: Subject, { segmentFilters }: Filters): readonly Row[] =>
  rowsOf(subject).filter((row) => segmentFilters.every((filter) => passes(subject, filter, row)));

/**
 * Whether a conversation passes every filter: all (and) or any (or) of a filter's predicates and clauses hold. Segment
 * filters hold of one and the same segment; where no parts were read, of what is known of the conversation.
 */
export const matches = (subject: Subject, filters: Filters): boolean => {
  if (!filters.conversationFilters.every((filter) => passes(subject, filter))) return false;
  if (filters.segmentFilters.length === 0) return true;
  return subject.participants === undefined
    ? filters.segmentFilters.every((filter) => passes(subject, filter))
    : matchingRows(subject, filters).length > 0;
};

/** Every predicate of some filters. */
export const predicatesOf = (filters: Filters): readonly Predicate[] =>
  [...filters.conversationFilters, ...filters.segmentFilters].flatMap(({ predicates, clauses = [] }) => [
    ...predicates,
    ...clauses.flatMap((clause) => clause.predicates),
  ]);

/** Predicates without which no conversation passes. */
export const necessary = (filters: Filters): readonly Predicate[] =>
  [...filters.conversationFilters, ...filters.segmentFilters].flatMap(({ type, predicates, clauses = [] }) =>
    type === 'and' || predicates.length + clauses.length === 1
      ? [
          ...predicates,
          ...clauses
            .filter((clause) => clause.type === 'and' || clause.predicates.length === 1)
            .flatMap((clause) => clause.predicates),
        ]
      : [],
  );

/** Whether a predicate is decided by what the views list of a conversation, without its parts. */
export const isListed = ({ dimension, metric }: Predicate): boolean =>
  metric === 'tConversationDuration' || (dimension !== undefined && !isOfSegment(dimension));

/** Whether a predicate holds of what is listed of a conversation alone. */
export const holdsOfListed = (subject: Subject, predicate: Predicate): boolean =>
  !isListed(predicate) || holds(subject, predicate);
