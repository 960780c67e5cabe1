import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getDetails } from '../../src/contract/routes/analytics.ts';
import { readDetails } from '../../src/domain/views/details.ts';

export const handler = http(getDetails, async ({ me, params }) =>
  ok(await readDetails(deps, me, params.conversationId)),
);
