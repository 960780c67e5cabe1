import { integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/integrations.ts';
import { enabled, readIntegration } from '../../src/domain/directory/administer.ts';

export const needs = ports(revocations('revokedAt'), integrations('get'), queues('get'));

export const handler = http(routes.getIntegration, needs, async (deps, { me, params }) =>
  ok(enabled(await readIntegration(deps, me, params.integrationId))),
);
