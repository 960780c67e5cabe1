import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import { presenceDefinitions } from '../../src/contract/presence-definition.ts';
import * as routes from '../../src/contract/routes/presences.ts';
import { pageOf } from '../../src/domain/directory/directory.ts';

export const needs = ports(revocations('revokedAt'));

export const handler = http(routes.getOrganizationPresences, needs, async (_deps, { query }) =>
  ok(
    pageOf(
      presenceDefinitions().entities.map(({ type: _type, ...one }) => ({ ...one, primary: true as const })),
      query,
    ),
  ),
);
