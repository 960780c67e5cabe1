import { cursors } from '../../src/adapters/dynamodb/cursor-keys.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/analytics.ts';
import { queryDetails } from '../../src/domain/views/query-details.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  records('facts'),
  interactions('get', 'range'),
  cursors('seal', 'open'),
);

export const handler = http(routes.queryDetails, needs, async (deps, { me, body }) =>
  ok(await queryDetails(deps, me, body)),
);
