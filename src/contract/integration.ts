import * as z from 'zod';
import { MetaSettings, OpenSettings, SmsSettings } from './channel-settings.ts';
import { Id } from './ids.ts';
import { MessageType } from './words.ts';

/** Settings of the channel; each belongs to some message types and to no other. */
const channels = {
  sms: SmsSettings.optional(),
  meta: MetaSettings.optional(),
  open: OpenSettings.optional(),
};

const settingsOf = (type: MessageType): keyof typeof channels | undefined => {
  if (type === 'sms' || type === 'open') return type;
  return type === 'whatsapp' || type === 'facebook' || type === 'instagram' ? 'meta' : undefined;
};

type Given = { readonly messageType: MessageType } & Partial<Record<keyof typeof channels, unknown>>;

const fitsType = (given: Given): boolean => {
  const own = settingsOf(given.messageType);
  return (['sms', 'meta', 'open'] as const).every((name) => given[name] === undefined || name === own);
};

/** What an administrator sets of an integration: its channel and the queue its conversations start in. */
export const IntegrationInput = z
  .strictObject({ messageType: MessageType, queue: z.strictObject({ id: Id }), ...channels })
  .refine(fitsType, { message: 'these settings belong to another message type', path: ['messageType'] })
  .meta({ id: 'IntegrationInput' });
export type IntegrationInput = z.infer<typeof IntegrationInput>;

/** A messaging integration of the tenant. Its secrets are in no answer. */
export const Integration = z
  .object({ id: Id, messageType: MessageType, queue: z.object({ id: Id }), ...channels })
  .meta({ id: 'Integration' });
export type Integration = z.infer<typeof Integration>;
