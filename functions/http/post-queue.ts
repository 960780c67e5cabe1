import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/routing.ts';
import { createQueue } from '../../src/domain/directory/administer.ts';

export const needs = ports(revocations('revokedAt'), queues('get', 'put'), audits('add'));

export const handler = http(routes.postQueue, needs, async (deps, { me, body }) =>
  ok(await createQueue(deps, me, body)),
);
