import * as z from 'zod';
import { Id } from './ids.ts';

/** What is counted now, for each queue. `oMonitored` is ours. */
export const ObservationMetric = z.enum(['oInteracting', 'oWaiting', 'oMonitored']);
export type ObservationMetric = z.infer<typeof ObservationMetric>;

/** Which queues to observe (SDK QueueObservationQuery). */
export const ObservationQuery = z
  .strictObject({
    filter: z.strictObject({
      type: z.enum(['or', 'and']),
      predicates: z
        .array(
          z.strictObject({
            type: z.literal('dimension').optional(),
            dimension: z.literal('queueId'),
            operator: z.literal('matches').optional(),
            value: Id,
          }),
        )
        .min(1)
        .max(100),
    }),
    metrics: z.array(ObservationMetric).min(1).default(['oInteracting', 'oWaiting', 'oMonitored']),
  })
  .meta({ id: 'QueueObservationQuery' });
export type ObservationQuery = z.infer<typeof ObservationQuery>;

/** One queue's counts. */
export const QueueObservation = z.object({
  group: z.object({ queueId: Id, mediaType: z.literal('message') }),
  data: z.array(z.object({ metric: ObservationMetric, stats: z.object({ count: z.int().min(0) }) })),
});
export type QueueObservation = z.infer<typeof QueueObservation>;

/** The counts of each queue (SDK QueueObservationQueryResponse). */
export const Observations = z
  .object({ results: z.array(QueueObservation) })
  .meta({ id: 'QueueObservationQueryResponse' });

const ActivityConversation = z.object({
  conversationId: Id,
  startTime: z.iso.datetime(),
  customerName: z.string(),
  isMonitored: z.boolean().optional(),
});

/** A queue as Queue Activity shows it: what waits, what is handled, and each agent's interactions. */
export const QueueActivity = z
  .object({
    queue: z.object({ id: Id, name: z.string() }),
    interacting: z.array(ActivityConversation),
    waiting: z.array(ActivityConversation),
    agents: z.array(
      z.object({
        user: z.object({ id: Id, name: z.string() }),
        conversations: z.array(z.object({ conversationId: Id, participantId: Id })),
      }),
    ),
  })
  .meta({ id: 'QueueActivity' });
export type QueueActivity = z.infer<typeof QueueActivity>;
