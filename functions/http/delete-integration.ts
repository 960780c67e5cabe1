import { integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/integrations.ts';
import { deleteIntegration } from '../../src/domain/directory/administer.ts';

export const needs = ports(
  revocations('revokedAt'),
  integrations('get', 'remove'),
  secrets('remove'),
  audits('add'),
  queues('get'),
);

export const handler = http(routes.deleteIntegration, needs, async (deps, { me, params }) =>
  done(await deleteIntegration(deps, me, params.integrationId)),
);
