import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { putPanel } from '../../src/contract/routes/panels.ts';
import { putPanel as put } from '../../src/domain/monitoring/panels.ts';

export const handler = http(putPanel, async ({ me, params, body }) => ok(await put(deps, me, params, body)));
