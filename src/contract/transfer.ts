import * as z from 'zod';
import { Id } from './ids.ts';
import { Name } from './text.ts';

/** To whom a conversation is handed: a user or a queue (SDK TransferRequest; `userName` names the user). */
export const TransferInput = z
  .strictObject({ userId: Id.optional(), userName: Name.optional(), queueId: Id.optional() })
  .refine((to) => (to.userId === undefined) !== (to.queueId === undefined), 'either userId or queueId')
  .meta({ id: 'TransferInput' });
export type TransferInput = z.infer<typeof TransferInput>;
