import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { notes } from '../../src/adapters/dynamodb/note-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notes.ts';
import { readNotes } from '../../src/domain/monitoring/notes.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), notes('all'), audits('add'));

export const handler = http(routes.getNotes, needs, async (deps, { me, params }) =>
  ok(await readNotes(deps, me, params.conversationId)),
);
