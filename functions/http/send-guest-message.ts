import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { created } from '../../src/app/http/reply.ts';
import { sendGuestMessage } from '../../src/contract/routes/web-messaging.ts';
import { sendGuestMessage as send } from '../../src/domain/messages/guest-conversation.ts';

export const handler = http(sendGuestMessage, async ({ me, body }) => created(await send(deps, me, body)));
