import * as z from 'zod';
import { ProviderMessageParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { TwilioStatus } from '../twilio-status.ts';

/** Takes in what became of an SMS that Twilio was handed. */
export const receiveTwilioStatus = defineRoute({
  name: 'receive-twilio-status',
  method: 'POST',
  path: '/channels/twilio/{tenantId}/{integrationId}/messages/{messageId}/status',
  summary: 'Takes in what became of an SMS that Twilio was handed',
  tag: 'Channels',
  permissions: [],
  authorizer: 'none',
  consumes: 'application/x-www-form-urlencoded',
  produces: 'text/xml',
  params: ProviderMessageParams,
  body: TwilioStatus,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'signature.invalid'],
});
