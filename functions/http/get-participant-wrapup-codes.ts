import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/wrapup-codes.ts';
import { readPartCodes } from '../../src/domain/conversation/read-wrap-up.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  records('facts'),
  wrapupCodes('get', 'ofQueue'),
);

export const handler = http(routes.getParticipantWrapupCodes, needs, async (deps, { me, params }) =>
  ok([...(await readPartCodes(deps, me, params))]),
);
