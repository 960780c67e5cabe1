import { SessionParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { ReleaseQuery } from '../session-query.ts';

/** Stops a monitoring session. */
export const stopMonitoring = defineRoute({
  name: 'stop-monitoring',
  method: 'DELETE',
  path: '/monitoring/sessions/{sessionId}',
  summary: 'Stops a monitoring session',
  tag: 'Monitoring',
  permissions: ['conversation:message:monitor', 'monitoring:session:release'],
  params: SessionParams,
  query: ReleaseQuery,
  statuses: [204],
  errors: ['bad.request', 'missing.permissions', 'not.found', 'monitor.lease.lost'],
});
