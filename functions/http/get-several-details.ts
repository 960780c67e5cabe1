import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import { severalIds } from '../../src/contract/analytics.ts';
import * as routes from '../../src/contract/routes/analytics.ts';
import { readSeveralDetails } from '../../src/domain/views/details.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), records('facts', 'wrapUpNotes'));

export const handler = http(routes.getSeveralDetails, needs, async (deps, { me, query }) =>
  ok(await readSeveralDetails(deps, me, severalIds(query))),
);
