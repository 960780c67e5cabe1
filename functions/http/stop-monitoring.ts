import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/monitoring.ts';
import { releaseSession, stopMonitoring } from '../../src/domain/monitoring/stop-monitoring.ts';

export const needs = ports(revocations('revokedAt'), heads('get', 'apply'), audits('add'));

export const handler = http(routes.stopMonitoring, needs, async (deps, { me, params, query }) =>
  query.reason === undefined
    ? done(await stopMonitoring(deps, me, params.sessionId))
    : done(await releaseSession(deps, me, params.sessionId, query.reason)),
);
