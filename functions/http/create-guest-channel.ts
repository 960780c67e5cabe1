import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports, text } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { createChannel } from '../../src/domain/sockets/create-channel.ts';

export const needs = ports(
  rates('take'),
  channels('create', 'ofUser', 'close'),
  revocations('revokedAt'),
  text('websocketUrl'),
);

export const handler = http(routes.createGuestChannel, needs, async (deps, { me }) =>
  ok(await createChannel(deps, me)),
);
