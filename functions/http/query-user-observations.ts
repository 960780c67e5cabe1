import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences, users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/analytics.ts';
import { queryUserObservations } from '../../src/domain/directory/observe-user.ts';

export const needs = ports(revocations('revokedAt'), users('get'), presences('get'), members('queuesOf'));

export const handler = http(routes.queryUserObservations, needs, async (deps, { me, body }) =>
  ok(await queryUserObservations(deps, me, body)),
);
