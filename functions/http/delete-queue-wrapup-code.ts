import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { removeQueueCode } from '../../src/domain/directory/wrapup-codes.ts';

export const needs = ports(revocations('revokedAt'), queues('get'), wrapupCodes('unassign'), audits('add'));

export const handler = http(routes.deleteQueueWrapupCode, needs, async (deps, { me, params }) =>
  done(await removeQueueCode(deps, me, params.queueId, params.codeId)),
);
