import { PageQuery, Queues } from '../listing.ts';
import { defineRoute } from '../route.ts';

/** Lists queues. */
export const getQueues = defineRoute({
  name: 'get-queues',
  method: 'GET',
  path: '/routing/queues',
  summary: 'Lists queues',
  sdk: 'getRoutingQueues',
  tag: 'Routing',
  permissions: ['routing:queue:view', 'routing:queue:edit'],
  query: PageQuery,
  response: Queues,
  statuses: [200],
  errors: ['bad.request'],
});
