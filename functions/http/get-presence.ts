import { presences } from '../../src/adapters/dynamodb/presence-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { readPresence } from '../../src/domain/monitoring/presence.ts';

export const needs = ports(presences('get'));

export const handler = http(routes.getPresence, needs, async (deps, { me, params }) =>
  ok(await readPresence(deps, me, params.userId)),
);
