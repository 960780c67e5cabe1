import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { listingOf } from './listing.ts';
import { MessageType } from './words.ts';

/** A telephone number as E.164 writes it. */
export const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number is written as +15550001234');

/** How a Twilio number carries SMS; the auth token is a secret of its own. */
export const SmsSettings = z
  .strictObject({
    fromNumber: E164,
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, 'an account SID is AC and 32 hexadecimal digits'),
  })
  .meta({ id: 'SmsSettings' });

const MetaId = z.string().regex(/^\d{1,32}$/, 'an id of Meta has digits alone');

/** Which of a Meta app's senders is this integration: a WhatsApp number, or a page of Messenger or Instagram. */
export const MetaSettings = z
  .union([z.strictObject({ phoneNumberId: MetaId }), z.strictObject({ pageId: MetaId })])
  .meta({ id: 'MetaSettings' });

/** Where an open integration is sent what agents write (SDK OpenIntegrationRequest). */
export const OpenSettings = z
  .strictObject({ outboundNotificationWebhookUrl: z.url({ protocol: /^https?$/ }).max(2_048) })
  .meta({ id: 'OpenSettings' });

/** A host as a URL names it, with its port where that is not 443. */
const Host = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/, 'a host is written as files.example.com');

/** Hosts beside its provider's own from which files are fetched that its messages name by URL (ours). */
const MediaHosts = z.array(Host).min(1).max(limits.mediaHosts);

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
  .strictObject({
    messageType: MessageType,
    queue: z.strictObject({ id: Id }),
    mediaHosts: MediaHosts.optional(),
    ...channels,
  })
  .refine(fitsType, { message: 'these settings belong to another message type', path: ['messageType'] })
  .meta({ id: 'IntegrationInput' });
export type IntegrationInput = z.infer<typeof IntegrationInput>;

/** A messaging integration of the tenant, as it is stored. */
export const Integration = z.object({
  id: Id,
  messageType: MessageType,
  queue: z.object({ id: Id }),
  mediaHosts: MediaHosts.optional(),
  ...channels,
});
export type Integration = z.infer<typeof Integration>;

/** An integration as it is answered (SDK Integration): one that is there is enabled. Its secrets are in no answer. */
export const EnabledIntegration = Integration.extend({ intendedState: z.literal('ENABLED') }).meta({
  id: 'Integration',
});
export type EnabledIntegration = z.infer<typeof EnabledIntegration>;

/** A page of integrations (SDK IntegrationEntityListing). */
export const Integrations = listingOf(EnabledIntegration).meta({ id: 'IntegrationEntityListing' });

const Secret = z.string().min(1).max(1_024);

/**
 * What an integration's provider and we share. Written, never answered: `authToken` is Twilio's; `appSecret`,
 * `verifyToken` and `accessToken` are Meta's; the last one signs what an open integration is sent.
 */
export const IntegrationSecret = z
  .strictObject({
    authToken: Secret.optional(),
    appSecret: Secret.optional(),
    verifyToken: Secret.optional(),
    accessToken: Secret.optional(),
    outboundNotificationWebhookSignatureSecretToken: Secret.optional(),
  })
  .meta({ id: 'IntegrationSecret' });
export type IntegrationSecret = z.infer<typeof IntegrationSecret>;
