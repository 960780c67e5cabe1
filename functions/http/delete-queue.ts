import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/routing.ts';
import { deleteQueue } from '../../src/domain/directory/members.ts';

export const needs = ports(
  revocations('revokedAt'),
  queues('get'),
  members('get', 'of', 'leave', 'disband', 'queuesOf'),
  wrapupCodes('ofQueue', 'unassign'),
  audits('add'),
);

export const handler = http(routes.deleteQueue, needs, async (deps, { me, params }) =>
  done(await deleteQueue(deps, me, params.queueId)),
);
