import * as z from 'zod';
import { MetaWebhook } from '../meta-webhook.ts';
import { ProviderParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Takes in a batch of messages and receipts of WhatsApp, Messenger or Instagram. */
export const receiveMeta = defineRoute({
  name: 'receive-meta',
  method: 'POST',
  path: '/channels/meta/{tenantId}/{integrationId}',
  summary: 'Takes in a batch of messages and receipts of WhatsApp, Messenger or Instagram',
  tag: 'Channels',
  permissions: [],
  authorizer: 'none',
  produces: 'text/plain',
  params: ProviderParams,
  body: MetaWebhook,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'signature.invalid', 'not.found'],
  answersFirst: true,
});
