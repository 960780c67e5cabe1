import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getQueueActivity } from '../../src/contract/routes/analytics.ts';
import { readQueueActivity } from '../../src/domain/views/queue-activity.ts';

export const handler = http(getQueueActivity, async ({ me, params }) =>
  ok(await readQueueActivity(deps, me, params.queueId)),
);
