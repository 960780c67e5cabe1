import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/media.ts';
import { readMedia } from '../../src/domain/messages/agent-media.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), media('read'), audits('add'));

export const handler = http(routes.getMedia, needs, async (deps, { me, params }) =>
  ok(await readMedia(deps, me, params)),
);
