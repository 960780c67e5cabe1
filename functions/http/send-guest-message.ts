import { recipients } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses, integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { sendGuestMessage } from '../../src/domain/messages/guest-conversation.ts';

export const needs = ports(
  rates('take'),
  heads('create', 'apply', 'get'),
  transcript('put'),
  addresses('find', 'previous', 'point'),
  queues('get'),
  integrations('get'),
  recipients('put'),
  media('uploaded', 'keep'),
);

export const handler = http(routes.sendGuestMessage, needs, async (deps, { me, body }) =>
  created(await sendGuestMessage(deps, me, body)),
);
