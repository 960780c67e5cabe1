import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/conversations.ts';
import { endConversation } from '../../src/domain/conversation/participants.ts';

export const needs = ports(revocations('revokedAt'), heads('get', 'apply'), audits('add'));

export const handler = http(routes.disconnectConversation, needs, async (deps, { me, params }) =>
  done(await endConversation(deps, me, params.conversationId)),
);
