import { deliveries } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/conversations.ts';
import { readMessages } from '../../src/domain/conversation/read-conversation.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  transcript('get'),
  deliveries('get'),
  audits('add'),
);

export const handler = http(routes.getMessages, needs, async (deps, { me, params, body }) =>
  ok(await readMessages(deps, me, params.conversationId, body)),
);
