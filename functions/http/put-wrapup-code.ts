import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { changeCode } from '../../src/domain/directory/wrapup-codes.ts';

export const needs = ports(revocations('revokedAt'), wrapupCodes('get', 'change'), audits('add'));

export const handler = http(routes.putWrapupCode, needs, async (deps, { me, params, body }) =>
  ok(await changeCode(deps, me, params.codeId, body)),
);
