import * as z from 'zod';

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
