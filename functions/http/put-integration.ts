import { integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { webhookUrls } from '../../src/adapters/http/webhook-urls.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/integrations.ts';
import { putIntegration } from '../../src/domain/routing/administer.ts';

export const needs = ports(queues('get'), integrations('put'), webhookUrls);

export const handler = http(routes.putIntegration, needs, async (deps, { me, params, body }) =>
  ok(await putIntegration(deps, me, params.integrationId, body)),
);
