import { Retention } from '../retention.ts';
import { defineRoute } from '../route.ts';

/** Sets how long conversations are kept. */
export const putRetention = defineRoute({
  name: 'put-retention',
  method: 'PUT',
  path: '/settings/retention',
  summary: 'Sets how long conversations are kept',
  tag: 'Records',
  permissions: ['conversation:record:manage'],
  body: Retention,
  response: Retention,
  statuses: [200],
  errors: ['bad.request'],
});
