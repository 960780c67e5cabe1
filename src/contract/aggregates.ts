import * as z from 'zod';
import { SessionMetricName } from './analytics.ts';
import { Filter, Interval } from './details-query.ts';

/** What figures can be divided by. */
export const GroupDimension = z.enum([
  'queueId',
  'userId',
  'purpose',
  'mediaType',
  'messageType',
  'divisionId',
  'wrapUpCode',
]);
export type GroupDimension = z.infer<typeof GroupDimension>;

/** Whole weeks, days, hours and minutes, as ISO 8601 writes them: `PT30M`, `P1D`. */
const Granularity = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d{1,3}W)?(\d{1,3}D)?(T(?=\d)(\d{1,4}H)?(\d{1,5}M)?)?$/,
    'a duration is written as PT30M or P1D',
  )
  .refine((text) => /[1-9]/.test(text), 'a duration is longer than nothing');

/** What is measured, of what, in which steps (SDK ConversationAggregationQuery). */
export const AggregateQuery = z
  .strictObject({
    interval: Interval,
    granularity: Granularity.optional(),
    groupBy: z.array(GroupDimension).max(3).default([]),
    filter: Filter.optional(),
    metrics: z.array(SessionMetricName).min(1).max(SessionMetricName.options.length),
  })
  .meta({ id: 'ConversationAggregationQuery' });
export type AggregateQuery = z.infer<typeof AggregateQuery>;

/** Figures by group and step; a time's are ms. What is not measured in a step is left out (SDK ConversationAggregateQueryResponse). */
export const Aggregates = z
  .object({
    results: z.array(
      z.object({
        group: z.record(z.string(), z.string()),
        data: z.array(
          z.object({
            interval: z.string(),
            metrics: z.array(
              z.object({
                metric: SessionMetricName,
                stats: z.object({
                  count: z.int().min(0),
                  sum: z.int().min(0).optional(),
                  min: z.int().min(0).optional(),
                  max: z.int().min(0).optional(),
                }),
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ConversationAggregateQueryResponse' });
export type Aggregates = z.infer<typeof Aggregates>;
