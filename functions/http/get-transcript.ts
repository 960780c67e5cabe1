import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/monitoring.ts';
import { readTranscript } from '../../src/domain/monitoring/read-transcript-page.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), transcript('after'), audits('add'));

export const handler = http(routes.getTranscript, needs, async (deps, { me, params, query }) =>
  ok(await readTranscript(deps, me, params.conversationId, query)),
);
