import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getMessage } from '../../src/contract/routes/messages.ts';
import { readMessage } from '../../src/domain/conversation/read-conversation.ts';

export const handler = http(getMessage, async ({ me, params }) =>
  ok(await readMessage(deps, me, params.conversationId, params.messageId)),
);
