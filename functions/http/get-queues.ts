import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/routing.ts';
import { listQueues } from '../../src/domain/directory/administer.ts';

export const needs = ports(revocations('revokedAt'), queues('all'));

export const handler = http(routes.getQueues, needs, async (deps, { me, query }) =>
  ok(await listQueues(deps, me, query)),
);
