import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses } from '../../src/adapters/dynamodb/routing-stores.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { readGuestMessages } from '../../src/domain/messages/guest-conversation.ts';

export const needs = ports(rates('take'), heads('get'), transcript('after', 'put'), addresses('find'));

export const handler = http(routes.getGuestMessages, needs, async (deps, { me, query }) =>
  ok(await readGuestMessages(deps, me, query)),
);
