import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getTimeline } from '../../src/contract/routes/analytics.ts';
import { readTimeline } from '../../src/domain/timeline/read-timeline.ts';

export const handler = http(getTimeline, async ({ me, params }) =>
  ok(await readTimeline(deps, me, params.conversationId)),
);
