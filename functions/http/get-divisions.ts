import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/authorization.ts';
import { listDivisions } from '../../src/domain/directory/grants.ts';

export const needs = ports(revocations('revokedAt'), queues('all'), users('all'));

export const handler = http(routes.getDivisions, needs, async (deps, { me, query }) =>
  ok(await listDivisions(deps, me, query)),
);
