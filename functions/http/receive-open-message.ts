import { recipients } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { addresses, integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { readIntegration } from '../../src/domain/directory/administer.ts';
import { receiveOpenMessage } from '../../src/domain/messages/receive-open-messages.ts';

export const needs = ports(
  heads('create', 'apply', 'get'),
  transcript('put'),
  addresses('find', 'previous', 'point'),
  queues('get'),
  integrations('get'),
  recipients('put'),
);

export const handler = http(routes.receiveOpenMessage, needs, async (deps, { me, params, body }) => {
  await readIntegration(deps, me, params.integrationId);
  return ok(await receiveOpenMessage(deps, me.tenantId, params.integrationId, body));
});
