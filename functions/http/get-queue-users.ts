import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/queue-members.ts';
import { listMembers } from '../../src/domain/directory/members.ts';

export const needs = ports(revocations('revokedAt'), queues('get'), members('of'));

export const handler = http(routes.getQueueUsers, needs, async (deps, { me, params, query }) =>
  ok(await listMembers(deps, me, params.queueId, query)),
);
