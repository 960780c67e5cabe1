import { MonitoringSession } from '../monitoring.ts';
import { SessionParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads a monitoring session. */
export const getSession = defineRoute({
  name: 'get-session',
  method: 'GET',
  path: '/monitoring/sessions/{sessionId}',
  summary: 'Reads a monitoring session',
  tag: 'Monitoring',
  permissions: ['conversation:message:monitor'],
  params: SessionParams,
  response: MonitoringSession,
  statuses: [200],
  errors: ['not.found'],
});
