import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { addresses, integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { accepted, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { readIntegration } from '../../src/domain/directory/administer.ts';
import { receiveOpenEvent } from '../../src/domain/messages/receive-open-event.ts';

export const needs = ports(
  heads('get'),
  addresses('find'),
  integrations('get'),
  notices('put'),
  queues('get'),
);

export const handler = http(routes.receiveOpenEvent, needs, async (deps, { me, params, body }) => {
  await readIntegration(deps, me, params.integrationId);
  return accepted(await receiveOpenEvent(deps, me.tenantId, params.integrationId, body));
});
