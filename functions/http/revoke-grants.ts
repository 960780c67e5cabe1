import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { revokeOthersGrants } from '../../src/domain/monitoring/revoke-grants.ts';

export const needs = ports(
  revocations('revokedAt', 'revoke'),
  records('heldBy'),
  heads('apply'),
  audits('add'),
);

export const handler = http(routes.revokeGrants, needs, async (deps, { me, params, body }) =>
  done(await revokeOthersGrants(deps, me, params.userId, body)),
);
