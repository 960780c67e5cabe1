import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { createGuestMedia } from '../../src/domain/messages/guest-media.ts';

export const needs = ports(rates('take'), media('offer'));

export const handler = http(routes.createGuestMedia, needs, async (deps, { me, body }) =>
  created(await createGuestMedia(deps, me, body)),
);
