import { MeQuery, UserMe } from '../presence.ts';
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
