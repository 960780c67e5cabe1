import * as z from 'zod';
import { Id } from './ids.ts';
import { named, observationFilter } from './observation-filter.ts';

/** What is observed of a user: how they are at work, in how many conversations as an agent, for how many queues. */
export const UserObservationMetric = z.enum([
  'oUserPresence',
  'oUserRoutingStatus',
  'oInteracting',
  'oMemberQueues',
  'oActiveQueues',
]);
export type UserObservationMetric = z.infer<typeof UserObservationMetric>;

/** Which users to observe (SDK UserObservationQuery). */
export const UserObservationQuery = z
  .strictObject({
    filter: observationFilter(['userId']).refine(
      (filter) => named(filter, 'userId').length > 0,
      'a userId is needed',
    ),
    metrics: z.array(UserObservationMetric).min(1).max(5),
    /** Of presence and routing status: since when it is so. */
    detailMetrics: z.array(UserObservationMetric).min(1).max(5).optional(),
  })
  .meta({ id: 'UserObservationQuery' });
export type UserObservationQuery = z.infer<typeof UserObservationQuery>;

/** What is observed of each user; the first two name the presence and the status in `qualifier` (SDK UserObservationQueryResponse). */
export const UserObservations = z
  .object({
    results: z.array(
      z.object({
        group: z.object({ userId: Id }),
        data: z.array(
          z.object({
            metric: UserObservationMetric,
            qualifier: z.string().optional(),
            stats: z.object({ count: z.int().min(0) }),
            observations: z.array(z.object({ observationDate: z.iso.datetime(), userId: Id })).optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'UserObservationQueryResponse' });
export type UserObservations = z.infer<typeof UserObservations>;
