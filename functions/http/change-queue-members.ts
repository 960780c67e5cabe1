import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences, users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/queue-members.ts';
import { changeMembers } from '../../src/domain/directory/members.ts';

export const needs = ports(
  revocations('revokedAt'),
  queues('get'),
  users('get'),
  presences('get'),
  members('get', 'enter', 'reflect', 'leave', 'of', 'queuesOf'),
  audits('add'),
);

export const handler = http(routes.changeQueueMembers, needs, async (deps, { me, params, query, body }) =>
  done(
    await changeMembers(
      deps,
      me,
      params.queueId,
      body.map(({ id }) => id),
      query.delete === 'true',
    ),
  ),
);
