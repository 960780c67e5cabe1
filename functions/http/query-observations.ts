import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { queryObservations } from '../../src/contract/routes/analytics.ts';
import { queryObservations as query } from '../../src/domain/views/queue-activity.ts';

export const handler = http(queryObservations, async ({ me, body }) => ok(await query(deps, me, body)));
