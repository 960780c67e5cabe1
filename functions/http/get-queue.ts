import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getQueue } from '../../src/contract/routes/routing.ts';
import { readQueue } from '../../src/domain/routing/administer.ts';

export const handler = http(getQueue, async ({ me, params }) =>
  ok(await readQueue(deps, me, params.queueId)),
);
