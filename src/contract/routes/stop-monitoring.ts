import { SessionParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Stops a monitoring session. */
export const stopMonitoring = defineRoute({
  name: 'stop-monitoring',
  method: 'DELETE',
  path: '/monitoring/sessions/{sessionId}',
  summary: 'Stops a monitoring session',
  tag: 'Monitoring',
  permissions: ['conversation:message:monitor'],
  params: SessionParams,
  statuses: [204],
  errors: ['not.found', 'monitor.lease.lost'],
});
