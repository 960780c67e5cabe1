import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/queue-members.ts';
import { deleteMember } from '../../src/domain/directory/members.ts';

export const needs = ports(
  revocations('revokedAt'),
  queues('get'),
  members('get', 'leave', 'queuesOf'),
  audits('add'),
);

export const handler = http(routes.deleteQueueMember, needs, async (deps, { me, params }) =>
  done(await deleteMember(deps, me, params.queueId, params.memberId)),
);
