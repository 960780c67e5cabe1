import { UserParams } from '../params.ts';
import { RevocationInput } from '../revocation.ts';
import { defineRoute } from '../route.ts';

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
