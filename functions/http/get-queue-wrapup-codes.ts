import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { listQueueCodes } from '../../src/domain/directory/wrapup-codes.ts';

export const needs = ports(revocations('revokedAt'), queues('get'), wrapupCodes('get', 'ofQueue'));

export const handler = http(routes.getQueueWrapupCodes, needs, async (deps, { me, params, query }) =>
  ok(await listQueueCodes(deps, me, params.queueId, query)),
);
