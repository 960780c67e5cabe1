import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { listCodes } from '../../src/domain/directory/wrapup-codes.ts';

export const needs = ports(revocations('revokedAt'), wrapupCodes('all'));

export const handler = http(routes.getWrapupCodes, needs, async (deps, { me, query }) =>
  ok(await listCodes(deps, me, query)),
);
