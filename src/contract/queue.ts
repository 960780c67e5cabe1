import * as z from 'zod';
import { DivisionRef, Id } from './ids.ts';
import { listingOf, Page } from './listing.ts';

/** What an administrator sets of a queue. */
export const QueueInput = z
  .strictObject({ name: z.string().min(1).max(100), division: DivisionRef })
  .meta({ id: 'QueueInput' });
export type QueueInput = z.infer<typeof QueueInput>;

/** A queue; it belongs to one division. */
export const Queue = z
  .object({ id: Id, name: z.string(), division: z.object({ id: Id }) })
  .meta({ id: 'Queue' });
export type Queue = z.infer<typeof Queue>;

/** A page of queues (SDK QueueEntityListing). */
export const Queues = listingOf(Queue).meta({ id: 'QueueEntityListing' });

/** Which page of queues, of those whose name contains this. */
export const PageQuery = Page.extend({ name: z.string().max(100).optional() });
export type PageQuery = z.infer<typeof PageQuery>;
