import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/users.ts';
import { putUser } from '../../src/domain/directory/users.ts';

export const needs = ports(revocations('revokedAt'), users('get', 'put', 'create'), audits('add'));

export const handler = http(routes.putUser, needs, async (deps, { me, params, body }) =>
  ok(await putUser(deps, me, params.userId, body)),
);
