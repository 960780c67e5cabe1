import { guestDeps } from '../../src/app/compose/guest-deps.ts';
import { openHttp } from '../../src/app/http/open-http.ts';
import { created } from '../../src/app/http/reply.ts';
import { createGuestSession } from '../../src/contract/routes/web-messaging.ts';
import { openSession } from '../../src/domain/messages/guest-session.ts';

export const handler = openHttp(createGuestSession, async ({ params, body }) =>
  created(await openSession(guestDeps, params, body?.nickname)),
);
