import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { readUser } from '../../src/domain/directory/users.ts';

export const needs = ports(revocations('revokedAt'), users('get'));

export const handler = http(routes.getUser, needs, async (deps, { me, params }) =>
  ok(await readUser(deps, me, params.userId)),
);
