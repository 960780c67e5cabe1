import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { listUsers } from '../../src/domain/directory/users.ts';

export const needs = ports(revocations('revokedAt'), users('all'));

export const handler = http(routes.getUsers, needs, async (deps, { me, query }) =>
  ok(await listUsers(deps, me, query)),
);
