import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { revokeGrants } from '../../src/contract/routes/users.ts';
import { revokeOthersGrants as revoke } from '../../src/domain/monitoring/revoke-grants.ts';

export const handler = http(revokeGrants, async ({ me, params, body }) =>
  done(await revoke(deps, me, params.userId, body)),
);
