import * as z from 'zod';
import { Id } from './ids.ts';
import { MessageType } from './words.ts';

/** What an administrator sets of an integration: its channel and the queue its conversations start in. */
export const IntegrationInput = z
  .strictObject({ messageType: MessageType, queue: z.strictObject({ id: Id }) })
  .meta({ id: 'IntegrationInput' });
export type IntegrationInput = z.infer<typeof IntegrationInput>;

/** A messaging integration of the tenant. */
export const Integration = z
  .object({ id: Id, messageType: MessageType, queue: z.object({ id: Id }) })
  .meta({ id: 'Integration' });
export type Integration = z.infer<typeof Integration>;
