import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { notes } from '../../src/adapters/dynamodb/note-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { recipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/records.ts';
import { exportConversation } from '../../src/domain/views/records.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  transcript('after'),
  records('facts', 'wrapUpNotes'),
  panels('all'),
  notes('all'),
  recipients('get'),
  audits('add'),
);

export const handler = http(routes.exportConversation, needs, async (deps, { me, params, query }) =>
  ok(await exportConversation(deps, me, params.conversationId, query.afterSeq)),
);
