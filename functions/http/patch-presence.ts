import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { patchPresence } from '../../src/contract/routes/users.ts';
import { changePresence } from '../../src/domain/monitoring/presence.ts';

export const handler = http(patchPresence, async ({ me, params, body, after }) =>
  ok(await changePresence(answeringFirst(liveDeps, after), me, params.userId, body)),
);
