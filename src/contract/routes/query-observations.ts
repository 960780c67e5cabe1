import { ObservationQuery, Observations } from '../observation.ts';
import { defineRoute } from '../route.ts';

/** Counts what is in each queue now. */
export const queryObservations = defineRoute({
  name: 'query-observations',
  method: 'POST',
  path: '/analytics/queues/observations/query',
  summary: 'Counts what is in each queue now',
  sdk: 'postAnalyticsQueuesObservationsQuery',
  tag: 'Analytics',
  permissions: ['analytics:queueObservation:view'],
  body: ObservationQuery,
  response: Observations,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
