import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { occupancy } from '../../src/adapters/dynamodb/occupancy-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { presences } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/monitoring.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';

export const needs = ports(
  heads('apply'),
  transcript('after'),
  presences('get'),
  records('putHolder'),
  audits('add'),
  revocations('revokedAt'),
  occupancy('of'),
);

export const handler = http(routes.startMonitoring, needs, async (deps, { me, params, body }) => {
  const started = await startMonitoring(deps, me, params, body ?? {});
  return started.created ? created(started.session) : ok(started.session);
});
