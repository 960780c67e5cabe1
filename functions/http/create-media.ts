import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/media.ts';
import { createMedia } from '../../src/domain/messages/agent-media.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), media('offer'));

export const handler = http(routes.createMedia, needs, async (deps, { me, params, body }) =>
  created(await createMedia(deps, me, params, body)),
);
