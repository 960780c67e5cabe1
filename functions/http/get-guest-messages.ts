import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getGuestMessages } from '../../src/contract/routes/web-messaging.ts';
import { readGuestMessages } from '../../src/domain/messages/guest-conversation.ts';

export const handler = http(getGuestMessages, async ({ me, query }) =>
  ok(await readGuestMessages(deps, me, query)),
);
