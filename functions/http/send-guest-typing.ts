import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses } from '../../src/adapters/dynamodb/routing-stores.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { accepted, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { noteGuestTyping } from '../../src/domain/messages/guest-conversation.ts';

export const needs = ports(rates('take'), heads('get'), addresses('find'), notices('put'));

export const handler = http(routes.sendGuestTyping, needs, async (deps, { me }) =>
  accepted(await noteGuestTyping(deps, me)),
);
