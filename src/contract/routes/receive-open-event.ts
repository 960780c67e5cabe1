import { InboundOpenEvent } from '../open-message.ts';
import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Says that a customer types. */
export const receiveOpenEvent = defineRoute({
  name: 'receive-open-event',
  method: 'POST',
  path: '/conversations/messages/{integrationId}/inbound/open/event',
  summary: 'Says that a customer types',
  sdk: 'postConversationsMessageInboundOpenEvent',
  tag: 'Messages',
  permissions: ['messaging:integration:ingest'],
  params: IntegrationParams,
  body: InboundOpenEvent,
  statuses: [202],
  errors: ['bad.request', 'not.found'],
  answersFirst: true,
});
