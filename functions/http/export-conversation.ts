import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { exportConversation } from '../../src/contract/routes/records.ts';
import { exportConversation as read } from '../../src/domain/views/records.ts';

export const handler = http(exportConversation, async ({ me, params }) =>
  ok(await read(deps, me, params.conversationId)),
);
