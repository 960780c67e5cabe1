import * as z from 'zod';
import { Id } from './ids.ts';

/** How a user stands to their queues (SDK RoutingStatus). */
export const RoutingStatusName = z.enum([
  'OFF_QUEUE',
  'IDLE',
  'INTERACTING',
  'NOT_RESPONDING',
  'COMMUNICATING',
]);
export type RoutingStatusName = z.infer<typeof RoutingStatusName>;

/** What a user reports of themself; what only presence and conversations decide is refused. */
export const RoutingStatusInput = z
  .looseObject({ status: RoutingStatusName })
  .meta({ id: 'RoutingStatusInput' });
export type RoutingStatusInput = z.infer<typeof RoutingStatusInput>;

/** A user's routing status, and since when. */
export const RoutingStatus = z
  .object({ userId: Id, status: RoutingStatusName, startTime: z.iso.datetime().optional() })
  .meta({ id: 'RoutingStatus' });
export type RoutingStatus = z.infer<typeof RoutingStatus>;
