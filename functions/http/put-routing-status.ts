import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { reportRoutingStatus } from '../../src/domain/directory/routing-status.ts';

export const needs = ports(revocations('revokedAt'), presences('get', 'put'));

export const handler = http(routes.putRoutingStatus, needs, async (deps, { me, params, body }) =>
  ok(await reportRoutingStatus(deps, me, params.userId, body)),
);
