import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses } from '../../src/adapters/dynamodb/routing-stores.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { readGuestMedia } from '../../src/domain/messages/guest-media.ts';

export const needs = ports(rates('take'), heads('get'), addresses('find'), media('read'));

export const handler = http(routes.getGuestMedia, needs, async (deps, { me, params }) =>
  ok(await readGuestMedia(deps, me, params.mediaId)),
);
