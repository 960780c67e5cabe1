import { deps } from '../../src/app/compose/deps.ts';
import { receiveEach } from '../../src/app/http/bulk.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { receiveOpenMessages } from '../../src/contract/routes/messages.ts';
import { receiveOpenMessages as receive } from '../../src/domain/messages/receive-open-messages.ts';

export const handler = http(receiveOpenMessages, async ({ me, params, body, requestId }) =>
  ok(
    await receiveEach(body.messages, requestId, (messages) =>
      receive(deps, me.tenantId, params.integrationId, messages),
    ),
  ),
);
