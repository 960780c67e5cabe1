import { ConversationDetails } from '../analytics.ts';
import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads a conversation's details and metrics. */
export const getDetails = defineRoute({
  name: 'get-details',
  method: 'GET',
  path: '/analytics/conversations/{conversationId}/details',
  summary: "Reads a conversation's details and metrics",
  sdk: 'getAnalyticsConversationDetails',
  tag: 'Analytics',
  permissions: ['analytics:conversationDetail:view'],
  params: ConversationParams,
  response: ConversationDetails,
  statuses: [200],
  errors: ['not.found'],
});
