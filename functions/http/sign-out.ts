import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { signOut } from '../../src/contract/routes/users.ts';
import { revokeGrants as revoke } from '../../src/domain/monitoring/revoke-grants.ts';

export const handler = http(signOut, async ({ me }) =>
  done(await revoke(deps, me, me.userId, { reason: 'signed.out' })),
);
