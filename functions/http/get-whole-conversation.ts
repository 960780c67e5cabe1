import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/conversations.ts';
import { readConversation } from '../../src/domain/conversation/read-conversation.ts';
import { wholeOf } from '../../src/domain/conversation/whole-conversation.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), panels('attributes'), transcript('after'));

export const handler = http(routes.getWholeConversation, needs, async (deps, { me, params }) =>
  ok(wholeOf(await readConversation(deps, me, params.conversationId))),
);
