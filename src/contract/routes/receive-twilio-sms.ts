import * as z from 'zod';
import { ProviderParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { TwilioSms } from '../twilio-sms.ts';

/** Takes in an SMS that Twilio delivers. */
export const receiveTwilioSms = defineRoute({
  name: 'receive-twilio-sms',
  method: 'POST',
  path: '/channels/twilio/{tenantId}/{integrationId}/sms',
  summary: 'Takes in an SMS that Twilio delivers',
  tag: 'Channels',
  permissions: [],
  authorizer: 'none',
  consumes: 'application/x-www-form-urlencoded',
  produces: 'text/xml',
  params: ProviderParams,
  body: TwilioSms,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'signature.invalid', 'not.found', 'payload.too.large'],
  answersFirst: true,
});
