import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/jobs.ts';
import { queryAggregates } from '../../src/domain/views/aggregates.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  records('facts'),
  interactions('get', 'range'),
);

export const handler = http(routes.queryAggregates, needs, async (deps, { me, body }) =>
  ok(await queryAggregates(deps, me, body)),
);
