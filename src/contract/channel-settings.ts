import * as z from 'zod';

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
  .strictObject({ outboundNotificationWebhookUrl: z.url({ protocol: /^https$/ }).max(2_048) })
  .meta({ id: 'OpenSettings' });
