import { UserParams } from '../ids.ts';
import { RevocationInput } from '../permissions.ts';
import { MeQuery, PresenceInput, UserMe, UserPresence } from '../presence.ts';
import { defineRoute } from '../route.ts';

/** Reads the signed-in user. */
export const getMe = defineRoute({
  name: 'get-me',
  method: 'GET',
  path: '/users/me',
  summary: 'Reads the signed-in user',
  sdk: 'getUsersMe',
  tag: 'Users',
  permissions: [],
  query: MeQuery,
  response: UserMe,
  statuses: [200],
  errors: ['bad.request'],
});

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
  errors: ['bad.request', 'not.found'],
});

/** Ends a user's grants now: tokens are refused, streams stop. */
export const revokeGrants = defineRoute({
  name: 'revoke-grants',
  method: 'POST',
  path: '/users/{userId}/revocations',
  summary: "Ends a user's grants now: tokens are refused, streams stop",
  tag: 'Users',
  permissions: ['authorization:grant:revoke'],
  params: UserParams,
  body: RevocationInput,
  statuses: [204],
  errors: ['bad.request'],
});

/** Signs me out: my tokens are refused, my streams stop. */
export const signOut = defineRoute({
  name: 'sign-out',
  method: 'DELETE',
  path: '/tokens/me',
  summary: 'Signs me out: my tokens are refused, my streams stop',
  sdk: 'deleteTokensMe',
  tag: 'Users',
  permissions: [],
  statuses: [204],
  errors: [],
});
