import { as, audited } from '../access.ts';
import { UserParams } from '../ids.ts';
import { RevocationInput } from '../permissions.ts';
import { defineRoute } from '../route.ts';
import {
  MeQuery,
  PresenceInput,
  RoutingStatus,
  RoutingStatusInput,
  User,
  UserInput,
  UserMe,
  UserPatch,
  UserPresence,
  UserSearch,
  Users,
  UsersFound,
  UsersQuery,
} from '../user.ts';

/** Reads the signed-in user. */
export const getMe = defineRoute({
  name: 'get-me',
  method: 'GET',
  path: '/users/me',
  summary: 'Reads the signed-in user',
  sdk: 'getUsersMe',
  tag: 'Users',
  access: [as('self')],
  query: MeQuery,
  response: UserMe,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads the presence of a user of my divisions, or mine. */
export const getPresence = defineRoute({
  name: 'get-presence',
  method: 'GET',
  path: '/users/{userId}/presences/purecloud',
  summary: 'Reads the presence of a user of my divisions, or mine',
  sdk: 'getUserPresencesPurecloud',
  tag: 'Users',
  access: [as('self'), as('user', 'presence:userPresence:view')],
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
  access: [as('self', 'presence:userPresence:edit')],
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
  access: [audited(as('tenant', 'authorization:grant:revoke'), 'grants.revoked')],
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
  access: [as('self')],
  statuses: [204],
  errors: [],
});

/** Creates or changes a user, by the id that their tokens bear. */
export const putUser = defineRoute({
  name: 'put-user',
  method: 'PUT',
  path: '/users/{userId}',
  summary: 'Creates or changes a user, by the id that their tokens bear',
  tag: 'Users',
  access: [audited(as('user', 'directory:user:edit'), 'user.changed')],
  params: UserParams,
  body: UserInput,
  response: User,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conflict'],
});

/** Reads a user of my divisions, or myself. */
export const getUser = defineRoute({
  name: 'get-user',
  method: 'GET',
  path: '/users/{userId}',
  summary: 'Reads a user of my divisions, or myself',
  sdk: 'getUser',
  tag: 'Users',
  access: [as('user', 'directory:user:view', 'directory:user:edit')],
  params: UserParams,
  response: User,
  statuses: [200],
  errors: ['not.found'],
});

/** Changes a user, where nobody else did meanwhile. */
export const patchUser = defineRoute({
  name: 'patch-user',
  method: 'PATCH',
  path: '/users/{userId}',
  summary: 'Changes a user, where nobody else did meanwhile',
  sdk: 'patchUser',
  tag: 'Users',
  access: [audited(as('user', 'directory:user:edit'), 'user.changed')],
  params: UserParams,
  body: UserPatch,
  response: User,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conflict'],
});

/** Lists the users of my divisions. */
export const getUsers = defineRoute({
  name: 'get-users',
  method: 'GET',
  path: '/users',
  summary: 'Lists the users of my divisions',
  sdk: 'getUsers',
  tag: 'Users',
  access: [as('granted', 'directory:user:view', 'directory:user:edit')],
  query: UsersQuery,
  response: Users,
  statuses: [200],
  errors: ['bad.request'],
});

/** Finds users of my divisions. */
export const searchUsers = defineRoute({
  name: 'search-users',
  method: 'POST',
  path: '/users/search',
  summary: 'Finds users of my divisions',
  sdk: 'postUsersSearch',
  tag: 'Users',
  access: [as('granted', 'directory:user:view', 'directory:user:edit')],
  body: UserSearch,
  response: UsersFound,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads the routing status of a user of my divisions, or mine. */
export const getRoutingStatus = defineRoute({
  name: 'get-routing-status',
  method: 'GET',
  path: '/users/{userId}/routingstatus',
  summary: 'Reads the routing status of a user of my divisions, or mine',
  sdk: 'getUserRoutingstatus',
  tag: 'Users',
  access: [as('self'), as('user', 'presence:userPresence:view')],
  params: UserParams,
  response: RoutingStatus,
  statuses: [200],
  errors: ['not.found'],
});

/** Reports my routing status. */
export const putRoutingStatus = defineRoute({
  name: 'put-routing-status',
  method: 'PUT',
  path: '/users/{userId}/routingstatus',
  summary: 'Reports my routing status',
  sdk: 'putUserRoutingstatus',
  tag: 'Users',
  access: [as('self', 'presence:userPresence:edit')],
  params: UserParams,
  body: RoutingStatusInput,
  response: RoutingStatus,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
