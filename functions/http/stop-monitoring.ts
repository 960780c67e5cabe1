import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { releaseSession, stopMonitoring as stop } from '../../src/domain/monitoring/stop-monitoring.ts';

export const handler = http(stopMonitoring, async ({ me, params, query }) =>
  query.reason === undefined
    ? done(await stop(deps, me, params.sessionId))
    : done(await releaseSession(deps, me, params.sessionId, query.reason)),
);
