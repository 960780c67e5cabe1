import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { deleteConversation } from '../../src/contract/routes/records.ts';
import { deleteConversation as erase } from '../../src/domain/views/records.ts';

export const handler = http(deleteConversation, async ({ me, params }) =>
  done(await erase(deps, me, params.conversationId)),
);
