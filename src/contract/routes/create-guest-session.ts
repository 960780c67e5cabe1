import { GuestSession, GuestSessionInput } from '../guest.ts';
import { ProviderParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Lets a guest of a website in. */
export const createGuestSession = defineRoute({
  name: 'create-guest-session',
  method: 'POST',
  path: '/webmessaging/deployments/{tenantId}/{integrationId}/sessions',
  summary: 'Lets a guest of a website in',
  tag: 'Web messaging',
  permissions: [],
  authorizer: 'none',
  params: ProviderParams,
  body: GuestSessionInput.optional(),
  response: GuestSession,
  statuses: [201],
  errors: ['bad.request', 'not.found'],
});
