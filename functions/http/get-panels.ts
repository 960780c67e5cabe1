import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getPanels } from '../../src/contract/routes/panels.ts';
import { readPanels } from '../../src/domain/monitoring/panels.ts';

export const handler = http(getPanels, async ({ me, params }) =>
  ok(await readPanels(deps, me, params.conversationId)),
);
