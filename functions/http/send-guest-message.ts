import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http } from '../../src/app/http.ts';
import { receiving } from '../../src/app/receiving.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { sendGuestMessage } from '../../src/domain/messages/guest-conversation.ts';

export const needs = ports(rates('take'), ...receiving, media('uploaded', 'keep'));

export const handler = http(routes.sendGuestMessage, needs, async (deps, { me, body }) =>
  created(await sendGuestMessage(deps, me, body)),
);
