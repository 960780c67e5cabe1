import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { accepted } from '../../src/app/http/reply.ts';
import { receiveOpenEvent } from '../../src/contract/routes/messages.ts';
import { receiveOpenEvent as receive } from '../../src/domain/messages/receive-open-event.ts';

export const handler = http(receiveOpenEvent, async ({ me, params, body }) =>
  accepted(await receive(deps, me.tenantId, params.integrationId, body)),
);
