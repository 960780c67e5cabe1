import { audits, revocations, settings } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/records.ts';
import { setRetention } from '../../src/domain/views/records.ts';

export const needs = ports(revocations('revokedAt'), settings('setRetentionDays'), audits('add'));

export const handler = http(routes.putRetention, needs, async (deps, { me, body }) =>
  ok(await setRetention(deps, me, body)),
);
