import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getMonitoring } from '../../src/contract/routes/monitoring.ts';
import { readMonitoring } from '../../src/domain/monitoring/read-monitoring.ts';

export const handler = http(getMonitoring, async ({ me, params }) =>
  ok(await readMonitoring(deps, me, params.conversationId)),
);
