import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getPanel } from '../../src/contract/routes/panels.ts';
import { readPanel } from '../../src/domain/monitoring/panels.ts';

export const handler = http(getPanel, async ({ me, params }) => ok(await readPanel(deps, me, params)));
