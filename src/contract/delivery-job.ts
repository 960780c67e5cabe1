import * as z from 'zod';
import { Id } from './ids.ts';

/** What waits in the queue of deliveries: where the message stands, and nothing of what it says. */
export const DeliveryJob = z.strictObject({
  tenantId: Id,
  conversationId: Id,
  seq: z.int().positive(),
});
