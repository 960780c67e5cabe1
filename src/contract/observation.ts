import * as z from 'zod';
import { Id } from './ids.ts';
import { named, observationFilter } from './observation-filter.ts';
import { RoutingStatus } from './user.ts';

/** What is counted of a queue's interactions. `oMonitored` is ours. */
export const InteractionMetric = z.enum(['oInteracting', 'oWaiting', 'oMonitored']);
export type InteractionMetric = z.infer<typeof InteractionMetric>;

/**
 * What is counted of a queue's joined members. Who is On Queue is told for each routing status that somebody has, in
 * `qualifier`, and so are the last two for each presence and each status.
 */
export const UserMetric = z.enum([
  'oMemberUsers',
  'oOnQueueUsers',
  'oOffQueueUsers',
  'oUserPresences',
  'oUserRoutingStatuses',
]);
export type UserMetric = z.infer<typeof UserMetric>;

/** What is counted now, for each queue. */
export const ObservationMetric = z.enum([...InteractionMetric.options, ...UserMetric.options]);
export type ObservationMetric = z.infer<typeof ObservationMetric>;

const metrics = z.array(ObservationMetric).min(1).max(ObservationMetric.options.length);

/** Which queues to observe, and of which figures also what is counted in them (SDK QueueObservationQuery). */
export const ObservationQuery = z
  .strictObject({
    filter: observationFilter(['queueId', 'mediaType']).refine(
      (filter) => named(filter, 'queueId').length > 0,
      'a queueId is needed',
    ),
    metrics: metrics.default(InteractionMetric.options),
    detailMetrics: metrics.optional(),
  })
  .meta({ id: 'QueueObservationQuery' });
export type ObservationQuery = z.infer<typeof ObservationQuery>;

/**
 * One of those that are counted: an interaction, from its start, of one that is handled with its agents; or a member,
 * from when they came into what is counted (SDK ObservationValue).
 */
export const ObservationValue = z.object({
  observationDate: z.iso.datetime(),
  conversationId: Id.optional(),
  participantName: z.string().optional(),
  userId: Id.optional(),
  direction: z.literal('inbound').optional(),
});
export type ObservationValue = z.infer<typeof ObservationValue>;

/** One queue's counts; with what is counted, the oldest hundred interactions of it, where that is asked for. */
export const QueueObservation = z.object({
  group: z.object({ queueId: Id, mediaType: z.literal('message') }),
  data: z.array(
    z.object({
      metric: ObservationMetric,
      qualifier: z.string().optional(),
      stats: z.object({ count: z.int().min(0) }),
      /** Whether some of those that are counted are left out. */
      truncated: z.boolean().optional(),
      observations: z.array(ObservationValue).optional(),
    }),
  ),
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

/**
 * A queue as Queue Activity shows it: how much waits and is handled, the 100 of these that started first, and its agents:
 * every joined member who is On Queue, an idle one too, and who takes part in one of the interactions that are listed.
 */
export const QueueActivity = z
  .object({
    queue: z.object({ id: Id, name: z.string() }),
    counts: z.object({ waiting: z.int().min(0), interacting: z.int().min(0) }),
    interacting: z.array(ActivityConversation),
    waiting: z.array(ActivityConversation),
    agents: z.array(
      z.object({
        user: z.object({ id: Id, name: z.string() }),
        /** Of a member of the queue. */
        routingStatus: RoutingStatus.optional(),
        conversations: z.array(z.object({ conversationId: Id, participantId: Id })),
      }),
    ),
  })
  .meta({ id: 'QueueActivity' });
export type QueueActivity = z.infer<typeof QueueActivity>;
