import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { created } from '../../src/app/http/reply.ts';
import { sendGuestMessage } from '../../src/contract/routes/web-messaging.ts';
import { sendGuestMessage as send } from '../../src/domain/messages/guest-conversation.ts';

export const handler = http(sendGuestMessage, async ({ me, body, after }) =>
  created(await send(answeringFirst(liveDeps, after), me, body)),
);
