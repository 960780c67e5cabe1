import { sendingDeps } from '../../src/app/compose/sending-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { created } from '../../src/app/http/reply.ts';
import { sendAgentMessage } from '../../src/contract/routes/messages.ts';
import { sendAgentMessage as send } from '../../src/domain/messages/send-agent-message.ts';

export const handler = http(sendAgentMessage, async ({ me, params, body }) =>
  created(await send(sendingDeps, me, params, body)),
);
