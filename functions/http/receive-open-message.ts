import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import { receiveOpenMessage as receive } from '../../src/domain/messages/receive-open-messages.ts';

export const handler = http(receiveOpenMessage, async ({ me, params, body }) =>
  ok(await receive(deps, me.tenantId, params.integrationId, body)),
);
