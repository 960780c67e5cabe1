import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/authorization.ts';

export const needs = ports(revocations('revokedAt'));

export const handler = http(routes.getMyOrganization, needs, async (_deps, { me }) =>
  ok({ id: me.tenantId, name: me.tenantId, version: 1 }),
);
