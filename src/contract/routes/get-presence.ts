import { UserParams } from '../params.ts';
import { UserPresence } from '../presence.ts';
import { defineRoute } from '../route.ts';

/** Reads my presence. */
export const getPresence = defineRoute({
  name: 'get-presence',
  method: 'GET',
  path: '/users/{userId}/presences/purecloud',
  summary: 'Reads my presence',
  sdk: 'getUserPresencesPurecloud',
  tag: 'Users',
  permissions: [],
  params: UserParams,
  response: UserPresence,
  statuses: [200],
  errors: ['not.found'],
});
