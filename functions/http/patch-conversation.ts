import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { patchConversation } from '../../src/contract/routes/messages.ts';
import { endConversation } from '../../src/domain/conversation/participants.ts';

export const handler = http(patchConversation, async ({ me, params }) =>
  ok(await endConversation(deps, me, params.conversationId)),
);
