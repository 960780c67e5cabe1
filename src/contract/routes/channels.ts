import * as z from 'zod';
import { as } from '../access.ts';
import { ProviderMessageParams, ProviderParams } from '../ids.ts';
import { defineRoute } from '../route.ts';
import { MetaHandshake, MetaWebhook, TwilioSms, TwilioStatus } from '../webhooks.ts';

/** Takes in an SMS that Twilio delivers. */
export const receiveTwilioSms = defineRoute({
  name: 'receive-twilio-sms',
  method: 'POST',
  path: '/channels/twilio/{tenantId}/{integrationId}/sms',
  summary: 'Takes in an SMS that Twilio delivers',
  tag: 'Channels',
  access: [as('provider')],
  authorizer: 'provider',
  consumes: 'application/x-www-form-urlencoded',
  produces: 'text/xml',
  params: ProviderParams,
  body: TwilioSms,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'signature.invalid', 'not.found', 'payload.too.large', 'too.many.requests'],
});

/** Takes in what became of an SMS that Twilio was handed. */
export const receiveTwilioStatus = defineRoute({
  name: 'receive-twilio-status',
  method: 'POST',
  path: '/channels/twilio/{tenantId}/{integrationId}/messages/{messageId}/status',
  summary: 'Takes in what became of an SMS that Twilio was handed',
  tag: 'Channels',
  access: [as('provider')],
  authorizer: 'provider',
  consumes: 'application/x-www-form-urlencoded',
  produces: 'text/xml',
  params: ProviderMessageParams,
  body: TwilioStatus,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'signature.invalid', 'too.many.requests'],
});

/** Answers the challenge by which Meta makes sure that this webhook is its app's. */
export const verifyMeta = defineRoute({
  name: 'verify-meta',
  method: 'GET',
  path: '/channels/meta/{tenantId}/{integrationId}',
  summary: "Answers the challenge by which Meta makes sure that this webhook is its app's",
  tag: 'Channels',
  access: [as('provider')],
  authorizer: 'provider',
  produces: 'text/plain',
  params: ProviderParams,
  query: MetaHandshake,
  response: z.string(),
  statuses: [200],
  errors: ['signature.invalid', 'too.many.requests'],
});

/** Takes in a batch of messages and receipts of WhatsApp, Messenger or Instagram. */
export const receiveMeta = defineRoute({
  name: 'receive-meta',
  method: 'POST',
  path: '/channels/meta/{tenantId}/{integrationId}',
  summary: 'Takes in a batch of messages and receipts of WhatsApp, Messenger or Instagram',
  tag: 'Channels',
  access: [as('provider')],
  authorizer: 'provider',
  produces: 'text/plain',
  params: ProviderParams,
  body: MetaWebhook,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'signature.invalid', 'not.found', 'too.many.requests'],
});
