import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/monitoring.ts';
import { readSession } from '../../src/domain/monitoring/session.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), records('facts'));

export const handler = http(routes.getSession, needs, async (deps, { me, params }) =>
  ok(await readSession(deps, me, params.sessionId)),
);
