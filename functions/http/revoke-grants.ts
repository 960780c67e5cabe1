import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { revokeGrants } from '../../src/contract/routes/users.ts';
import { revokeOthersGrants as revoke } from '../../src/domain/monitoring/revoke-grants.ts';

export const handler = http(revokeGrants, async ({ me, params, body }) =>
  done(await revoke(liveDeps, me, params.userId, body)),
);
