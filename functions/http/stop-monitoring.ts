import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { stopMonitoring } from '../../src/contract/routes/stop-monitoring.ts';
import { stopMonitoring as stop } from '../../src/domain/monitoring/stop-monitoring.ts';

export const handler = http(stopMonitoring, async ({ me, params }) =>
  done(await stop(deps, me, params.sessionId)),
);
