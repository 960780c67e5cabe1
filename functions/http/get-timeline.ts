import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { notes } from '../../src/adapters/dynamodb/note-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/analytics.ts';
import { readTimeline } from '../../src/domain/timeline/read-timeline.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), records('facts'), notes('all'));

export const handler = http(routes.getTimeline, needs, async (deps, { me, params }) =>
  ok(await readTimeline(deps, me, params.conversationId)),
);
