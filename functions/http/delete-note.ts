import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { notes } from '../../src/adapters/dynamodb/note-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notes.ts';
import { deleteNote } from '../../src/domain/monitoring/notes.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), notes('delete'), audits('add'));

export const handler = http(routes.deleteNote, needs, async (deps, { me, params }) =>
  done(await deleteNote(deps, me, params)),
);
