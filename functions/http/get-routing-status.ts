import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences, users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { readRoutingStatus } from '../../src/domain/directory/routing-status.ts';

export const needs = ports(revocations('revokedAt'), presences('get'), users('get'));

export const handler = http(routes.getRoutingStatus, needs, async (deps, { me, params }) =>
  ok(await readRoutingStatus(deps, me, params.userId)),
);
