import { archive } from '../../src/adapters/dynamodb/archive.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { wrapupCodes } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { changePart } from '../../src/domain/conversation/change-part.ts';

export const needs = ports(
  interactions('list'),
  revocations('revokedAt'),
  heads('get', 'apply'),
  records('facts', 'putWrapUpNote'),
  audits('add'),
  wrapupCodes('get', 'ofQueue'),
  archive('letGo'),
);

export const handler = http(routes.patchParticipant, needs, async (deps, { me, params, body }) =>
  done(await changePart(deps, me, params, body)),
);
