import { integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/integrations.ts';
import { listIntegrations } from '../../src/domain/directory/administer.ts';

export const needs = ports(revocations('revokedAt'), integrations('all'), queues('all'));

export const handler = http(routes.getIntegrations, needs, async (deps, { me, query }) =>
  ok(await listIntegrations(deps, me, query)),
);
