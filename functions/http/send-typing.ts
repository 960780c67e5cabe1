import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { accepted } from '../../src/app/http/reply.ts';
import { sendTyping } from '../../src/contract/routes/messages.ts';
import { showTyping } from '../../src/domain/monitoring/panels.ts';

export const handler = http(sendTyping, async ({ me, params }) =>
  accepted(await showTyping(deps, me, params)),
);
