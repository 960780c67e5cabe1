import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/monitoring.ts';
import { readMonitoring } from '../../src/domain/monitoring/read-monitoring.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), presences('get'));

export const handler = http(routes.getMonitoring, needs, async (deps, { me, params }) =>
  ok(await readMonitoring(deps, me, params.conversationId)),
);
