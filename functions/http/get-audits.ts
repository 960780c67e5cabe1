import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/records.ts';
import { readAudits } from '../../src/domain/views/records.ts';

export const needs = ports(revocations('revokedAt'), audits('newest'), heads('get'));

export const handler = http(routes.getAudits, needs, async (deps, { me }) => ok(await readAudits(deps, me)));
