import { UserParams } from '../params.ts';
import { PresenceInput, UserPresence } from '../presence.ts';
import { defineRoute } from '../route.ts';

/** Changes my presence. */
export const patchPresence = defineRoute({
  name: 'patch-presence',
  method: 'PATCH',
  path: '/users/{userId}/presences/purecloud',
  summary: 'Changes my presence',
  sdk: 'patchUserPresencesPurecloud',
  tag: 'Users',
  permissions: ['presence:userPresence:edit'],
  params: UserParams,
  body: PresenceInput,
  response: UserPresence,
  statuses: [200],
  answersFirst: true,
  errors: ['bad.request', 'not.found'],
});
