import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getQueues } from '../../src/contract/routes/routing.ts';
import { listQueues } from '../../src/domain/routing/administer.ts';

export const handler = http(getQueues, async ({ me, query }) => ok(await listQueues(deps, me, query)));
