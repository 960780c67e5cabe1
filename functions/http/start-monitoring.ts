import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { created, ok } from '../../src/app/http/reply.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { startMonitoring as start } from '../../src/domain/monitoring/start-monitoring.ts';

export const handler = http(startMonitoring, async ({ me, params, body }) => {
  const started = await start(deps, me, params, body ?? {});
  return started.created ? created(started.session) : ok(started.session);
});
