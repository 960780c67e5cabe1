import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { deleteCode } from '../../src/domain/directory/wrapup-codes.ts';

export const needs = ports(revocations('revokedAt'), wrapupCodes('get', 'remove'), audits('add'));

export const handler = http(routes.deleteWrapupCode, needs, async (deps, { me, params }) =>
  done(await deleteCode(deps, me, params.codeId)),
);
