import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import { putQueue as put } from '../../src/domain/routing/administer.ts';

export const handler = http(putQueue, async ({ me, params, body }) =>
  ok(await put(deps, me, params.queueId, body)),
);
