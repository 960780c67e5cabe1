import { BulkInbound, BulkOutcome } from '../open-message.ts';
import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Takes in up to 25 messages that customers sent, each answered on its own. */
export const receiveOpenMessages = defineRoute({
  name: 'receive-open-messages',
  method: 'POST',
  path: '/conversations/messages/{integrationId}/inbound/open/messages/bulk',
  summary: 'Takes in up to 25 messages that customers sent',
  tag: 'Messages',
  permissions: ['messaging:integration:ingest'],
  params: IntegrationParams,
  body: BulkInbound,
  response: BulkOutcome,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'payload.too.large'],
  answersFirst: true,
});
