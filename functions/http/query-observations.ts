import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/analytics.ts';
import { queryObservations } from '../../src/domain/views/queue-activity.ts';

export const needs = ports(
  revocations('revokedAt'),
  queues('get'),
  interactions('counts', 'range'),
  members('of'),
);

export const handler = http(routes.queryObservations, needs, async (deps, { me, body }) =>
  ok(await queryObservations(deps, me, body)),
);
