import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getConversation } from '../../src/contract/routes/messages.ts';
import { readConversation } from '../../src/domain/conversation/read-conversation.ts';

export const handler = http(getConversation, async ({ me, params }) =>
  ok(await readConversation(deps, me, params.conversationId)),
);
