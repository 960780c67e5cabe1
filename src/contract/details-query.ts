import * as z from 'zod';
import { ConversationDetails, SessionMetricName } from './analytics.ts';
import { limits } from './limits.ts';

/** Dimensions of a conversation as a whole. `customerName` matches any part of the name, in any case. */
export const ConversationDimension = z.enum([
  'conversationId',
  'conversationStart',
  'conversationEnd',
  'originatingDirection',
  'queueId',
  'messageType',
  'mediaType',
  'divisionId',
  /** Ours: while it is in progress, whether it is monitored now; once it has ended, whether it ever was. What has ended is looked for in an interval. */
  'isMonitored',
  'customerName',
]);

/** Dimensions of one segment of one participant's part; `userId` is the participant's, an agent's or a monitor's. */
export const SegmentDimension = z.enum([
  'userId',
  'purpose',
  'direction',
  'segmentType',
  'disconnectType',
  'wrapUpCode',
  'monitoredParticipantId',
  /** Ours: the user whose part is monitored. */
  'monitoredUserId',
]);
export type SegmentDimension = z.infer<typeof SegmentDimension>;

/** What interactions can be selected and counted by. */
export const Dimension = z.enum([...ConversationDimension.options, ...SegmentDimension.options]);
export type Dimension = z.infer<typeof Dimension>;

/** What can be measured of a conversation: all that is of its parts, and how long it took, ms. */
export const ConversationMetric = z.enum([...SessionMetricName.options, 'tConversationDuration']);
export type ConversationMetric = z.infer<typeof ConversationMetric>;

const NumericRange = z.strictObject({
  gt: z.number().optional(),
  gte: z.number().optional(),
  lt: z.number().optional(),
  lte: z.number().optional(),
});
export type NumericRange = z.infer<typeof NumericRange>;

/**
 * One condition, on a dimension or on a metric (SDK ConversationDetailQueryPredicate, SegmentDetailQueryPredicate). A
 * metric matches where it lies in the range, or equals the value.
 */
export const Predicate = z
  .strictObject({
    type: z.enum(['dimension', 'metric']).optional(),
    dimension: Dimension.optional(),
    metric: ConversationMetric.optional(),
    operator: z.enum(['matches', 'exists', 'notExists']).default('matches'),
    value: z.coerce.string().max(256).optional(),
    range: NumericRange.optional(),
  })
  .refine((it) => (it.dimension === undefined) !== (it.metric === undefined), 'either dimension or metric');
export type Predicate = z.infer<typeof Predicate>;

const predicates = z.array(Predicate).max(limits.queryPredicates).default([]);

/** Conditions of which all or any must hold, in clauses or alone (SDK ConversationDetailQueryFilter). */
export const Filter = z
  .strictObject({
    type: z.enum(['and', 'or']),
    predicates,
    clauses: z
      .array(z.strictObject({ type: z.enum(['and', 'or']), predicates }))
      .max(10)
      .optional(),
  })
  .refine(
    (filter) => filter.predicates.length + (filter.clauses ?? []).length > 0,
    'a filter has a predicate',
  );
export type Filter = z.infer<typeof Filter>;

/** How found conversations are counted: by the values of a dimension, or by ranges of a metric. */
const Aggregation = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('termFrequency'),
    dimension: Dimension,
    size: z.int().min(1).max(100).default(10),
  }),
  z.strictObject({
    type: z.literal('numericRange'),
    metric: ConversationMetric,
    ranges: z
      .array(z.strictObject({ gte: z.number().optional(), lt: z.number().optional() }))
      .min(1)
      .max(20),
  }),
]);
export type Aggregation = z.infer<typeof Aggregation>;

const isInterval = (text: string): boolean => {
  const [from = '', to = '', ...rest] = text.split('/');
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return rest.length === 0 && start <= end;
};

/** `start/end` in ISO 8601. */
export const Interval = z
  .string()
  .max(100)
  .refine(isInterval, 'an interval is start/end, in ISO 8601, start first');

/** Where a page ended, sealed: of use to who was answered it, and to nobody else. */
export const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,250}$/, 'not a cursor of an answer');

const asked = {
  interval: Interval.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  orderBy: z.enum(['conversationStart', 'conversationEnd', 'segmentStart']).default('conversationStart'),
  conversationFilters: z.array(Filter).max(10).default([]),
  /** All of them hold on one and the same segment. */
  segmentFilters: z.array(Filter).max(10).default([]),
};

/** The Interactions view's question (SDK ConversationQuery). */
export const DetailsQuery = z
  .strictObject({
    ...asked,
    aggregations: z.array(Aggregation).max(10).default([]),
    paging: z
      .strictObject({
        pageSize: z.int().min(1).max(100).default(25),
        pageNumber: z.int().min(1).max(400).default(1),
        /** Ours: reads on where an answer stopped; a page number counts for nothing then. */
        cursor: Cursor.optional(),
      })
      .prefault({}),
  })
  .meta({ id: 'ConversationQuery' });
export type DetailsQuery = z.infer<typeof DetailsQuery>;

/** What a job asks for (SDK AsyncConversationQuery). */
export const JobQuery = z
  .strictObject({ ...asked, interval: Interval, order: asked.order.unwrap().default('asc') })
  .meta({ id: 'AsyncConversationQuery' });
export type JobQuery = z.infer<typeof JobQuery>;

/** How many of the found conversations have each value, or lie in each range. */
const AggregationResult = z.object({
  type: z.enum(['termFrequency', 'numericRange']),
  dimension: Dimension.optional(),
  metric: ConversationMetric.optional(),
  count: z.int().min(0),
  results: z.array(
    z.object({
      count: z.int().min(0),
      value: z.string().optional(),
      gte: z.number().optional(),
      lt: z.number().optional(),
    }),
  ),
});
export type AggregationResult = z.infer<typeof AggregationResult>;

/**
 * The Interactions view's answer. Where `cursor` (ours) is given there may be more, and `totalHits` is at least how many
 * there are; a page may then hold fewer than were asked for, where few of those that were looked at match.
 */
export const DetailsQueryResult = z
  .object({
    conversations: z.array(ConversationDetails),
    aggregations: z.array(AggregationResult).optional(),
    totalHits: z.int().min(0),
    cursor: Cursor.optional(),
  })
  .meta({ id: 'AnalyticsConversationQueryResponse' });
export type DetailsQueryResult = z.infer<typeof DetailsQueryResult>;
