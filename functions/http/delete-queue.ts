import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/routing.ts';
import { deleteQueue } from '../../src/domain/routing/administer.ts';

export const needs = ports(queues('get', 'remove'), audits('add'));

export const handler = http(routes.deleteQueue, needs, async (deps, { me, params }) =>
  done(await deleteQueue(deps, me, params.queueId)),
);
