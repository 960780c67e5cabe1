import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { patchAttributes } from '../../src/contract/routes/messages.ts';
import { setAttributes } from '../../src/domain/monitoring/panels.ts';

export const handler = http(patchAttributes, async ({ me, params, body }) =>
  ok(await setAttributes(deps, me, params, body)),
);
