import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { deleteQueue } from '../../src/contract/routes/routing.ts';
import { deleteQueue as remove } from '../../src/domain/routing/administer.ts';

export const handler = http(deleteQueue, async ({ me, params }) =>
  done(await remove(deps, me, params.queueId)),
);
