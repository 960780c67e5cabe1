import { archive } from '../../src/adapters/dynamodb/archive.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { notes } from '../../src/adapters/dynamodb/note-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notes.ts';
import { putNote } from '../../src/domain/monitoring/notes.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  records('facts'),
  notes('put'),
  archive('letGo'),
  audits('add'),
);

export const handler = http(routes.putNote, needs, async (deps, { me, params, body }) =>
  ok(await putNote(deps, me, params, body)),
);
