import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { accepted } from '../../src/app/http/reply.ts';
import { sendTyping } from '../../src/contract/routes/messages.ts';
import { showTyping } from '../../src/domain/monitoring/panels.ts';

export const handler = http(sendTyping, async ({ me, params, after }) =>
  accepted(await showTyping(answeringFirst(liveDeps, after), me, params)),
);
