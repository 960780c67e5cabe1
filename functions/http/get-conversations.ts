import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getConversations } from '../../src/contract/routes/get-conversations.ts';
import { readMyPanel } from '../../src/domain/analytics/my-panel.ts';

export const handler = http(getConversations, async ({ me }) => ok(await readMyPanel(deps, me)));
