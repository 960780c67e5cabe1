import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { patchPresence } from '../../src/contract/routes/users.ts';
import { changePresence } from '../../src/domain/monitoring/presence.ts';

export const handler = http(patchPresence, async ({ me, params, body }) =>
  ok(await changePresence(deps, me, params.userId, body)),
);
