import { DetailsQuery, DetailsQueryResult } from '../analytics.ts';
import { defineRoute } from '../route.ts';

/** Finds interactions: the Interactions view. */
export const queryDetails = defineRoute({
  name: 'query-details',
  method: 'POST',
  path: '/analytics/conversations/details/query',
  summary: 'Finds interactions: the Interactions view',
  sdk: 'postAnalyticsConversationsDetailsQuery',
  tag: 'Analytics',
  permissions: ['analytics:conversationDetail:view'],
  body: DetailsQuery,
  response: DetailsQueryResult,
  statuses: [200],
  errors: ['bad.request'],
});
