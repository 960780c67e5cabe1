import * as z from 'zod';
import { DivisionRef, Id } from './ids.ts';

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
