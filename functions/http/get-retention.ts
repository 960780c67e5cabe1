import { revocations, settings } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/records.ts';
import { readRetention } from '../../src/domain/views/records.ts';

export const needs = ports(revocations('revokedAt'), settings('retentionDays'));

export const handler = http(routes.getRetention, needs, async (deps, { me }) =>
  ok(await readRetention(deps, me)),
);
