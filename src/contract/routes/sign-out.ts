import { defineRoute } from '../route.ts';

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
