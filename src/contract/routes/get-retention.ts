import { Retention } from '../retention.ts';
import { defineRoute } from '../route.ts';

/** Reads how long conversations are kept. */
export const getRetention = defineRoute({
  name: 'get-retention',
  method: 'GET',
  path: '/settings/retention',
  summary: 'Reads how long conversations are kept',
  tag: 'Records',
  permissions: ['conversation:record:manage'],
  response: Retention,
  statuses: [200],
  errors: ['not.found'],
});
