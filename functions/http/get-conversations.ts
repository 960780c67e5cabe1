import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getConversations } from '../../src/contract/routes/messages.ts';
import { readMyPanel } from '../../src/domain/views/my-panel.ts';

export const handler = http(getConversations, async ({ me }) => ok(await readMyPanel(deps, me)));
