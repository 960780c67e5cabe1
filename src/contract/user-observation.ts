import * as z from 'zod';
import { Id } from './ids.ts';

/** What is observed of a user: how they are at work, in how many conversations as an agent, for how many queues. */
export const UserObservationMetric = z.enum([
  'oUserPresence',
  'oUserRoutingStatus',
  'oInteracting',
  'oMemberQueues',
  'oActiveQueues',
]);
export type UserObservationMetric = z.infer<typeof UserObservationMetric>;

const Predicate = z.strictObject({
  type: z.literal('dimension').optional(),
  dimension: z.literal('userId'),
  operator: z.literal('matches').optional(),
  value: Id,
});

/** Which users to observe (SDK UserObservationQuery). */
export const UserObservationQuery = z
  .strictObject({
    filter: z.strictObject({
      type: z.enum(['or', 'and']),
      predicates: z.array(Predicate).min(1).max(100),
    }),
    metrics: z.array(UserObservationMetric).min(1).max(5),
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
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'UserObservationQueryResponse' });
export type UserObservations = z.infer<typeof UserObservations>;
