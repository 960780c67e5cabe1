import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { putPanel } from '../../src/contract/routes/panels.ts';
import { putPanel as put } from '../../src/domain/monitoring/panels.ts';

export const handler = http(putPanel, async ({ me, params, body, after }) =>
  ok(await put(answeringFirst(liveDeps, after), me, params, body)),
);
