import { InboundOpenMessage, NormalizedMessage } from '../open-message.ts';
import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Takes in a message that a customer sent. */
export const receiveOpenMessage = defineRoute({
  name: 'receive-open-message',
  method: 'POST',
  path: '/conversations/messages/{integrationId}/inbound/open/message',
  summary: 'Takes in a message that a customer sent',
  sdk: 'postConversationsMessageInboundOpenMessage',
  tag: 'Messages',
  permissions: ['messaging:integration:ingest'],
  params: IntegrationParams,
  body: InboundOpenMessage,
  response: NormalizedMessage,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'payload.too.large'],
  answersFirst: true,
});
