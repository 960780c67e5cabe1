import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { revokeGrants } from '../../src/domain/monitoring/revoke-grants.ts';

export const needs = ports(revocations('revokedAt', 'revoke'), records('heldBy'), heads('apply'));

export const handler = http(routes.signOut, needs, async (deps, { me }) =>
  done(await revokeGrants(deps, me, me.userId, { reason: 'signed.out' })),
);
