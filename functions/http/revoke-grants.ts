import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { revokeGrants } from '../../src/contract/routes/revoke-grants.ts';
import { revokeOthersGrants as revoke } from '../../src/domain/access/revoke-grants.ts';

export const handler = http(revokeGrants, async ({ me, params, body }) =>
  done(await revoke(liveDeps, me, params.userId, body)),
);
