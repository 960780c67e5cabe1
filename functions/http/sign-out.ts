import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { signOut } from '../../src/contract/routes/sign-out.ts';
import { revokeGrants as revoke } from '../../src/domain/access/revoke-grants.ts';

export const handler = http(signOut, async ({ me }) =>
  done(await revoke(liveDeps, me, me.userId, { reason: 'signed.out' })),
);
