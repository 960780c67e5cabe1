import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import { receiveOpenMessage as receive } from '../../src/domain/messages/receive-open-messages.ts';

export const handler = http(receiveOpenMessage, async ({ me, params, body, after }) =>
  ok(await receive(answeringFirst(liveDeps, after), me.tenantId, params.integrationId, body)),
);
