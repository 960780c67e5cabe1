import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { queryDetails } from '../../src/contract/routes/analytics.ts';
import { queryDetails as query } from '../../src/domain/views/query-details.ts';

export const handler = http(queryDetails, async ({ me, body }) => ok(await query(deps, me, body)));
