import { ports } from '../../src/adapters/port.ts';
import { fetches } from '../../src/adapters/queue.ts';
import { http, ok } from '../../src/app/http.ts';
import { receiving } from '../../src/app/receiving.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { readIntegration } from '../../src/domain/directory/administer.ts';
import { receiveOpenMessage } from '../../src/domain/messages/receive-open-messages.ts';

export const needs = ports(...receiving, fetches('enqueue'));

export const handler = http(routes.receiveOpenMessage, needs, async (deps, { me, params, body }) => {
  await readIntegration(deps, me, params.integrationId);
  return ok(await receiveOpenMessage(deps, me.tenantId, params.integrationId, body));
});
