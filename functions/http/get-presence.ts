import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getPresence } from '../../src/contract/routes/users.ts';
import { readPresence } from '../../src/domain/monitoring/presence.ts';

export const handler = http(getPresence, async ({ me, params }) =>
  ok(await readPresence(deps, me, params.userId)),
);
