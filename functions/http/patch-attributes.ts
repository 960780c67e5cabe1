import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { patchAttributes } from '../../src/contract/routes/messages.ts';
import { setAttributes } from '../../src/domain/monitoring/panels.ts';

export const handler = http(patchAttributes, async ({ me, params, body, after }) =>
  ok(await setAttributes(answeringFirst(liveDeps, after), me, params, body)),
);
