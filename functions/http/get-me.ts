import { presences } from '../../src/adapters/dynamodb/presence-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { readMe } from '../../src/domain/monitoring/presence.ts';

export const needs = ports(presences('get'));

export const handler = http(routes.getMe, needs, async (deps, { me, query }) =>
  ok(await readMe(deps, me, query.expand)),
);
