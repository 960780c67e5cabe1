import { integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { webhookUrls } from '../../src/adapters/http/webhook-urls.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/integrations.ts';
import { enabled, putIntegration } from '../../src/domain/directory/administer.ts';

export const needs = ports(
  revocations('revokedAt'),
  queues('get'),
  integrations('get', 'put'),
  webhookUrls,
  audits('add'),
);

export const handler = http(routes.putIntegration, needs, async (deps, { me, params, body }) =>
  ok(enabled(await putIntegration(deps, me, params.integrationId, body))),
);
