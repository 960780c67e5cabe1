import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { createCode } from '../../src/domain/directory/wrapup-codes.ts';

export const needs = ports(revocations('revokedAt'), wrapupCodes('put'), audits('add'));

export const handler = http(routes.postWrapupCode, needs, async (deps, { me, body }) =>
  ok(await createCode(deps, me, body)),
);
