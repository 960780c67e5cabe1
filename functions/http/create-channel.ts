import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports, text } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notifications.ts';
import { openChannel } from '../../src/domain/directory/users.ts';

export const needs = ports(
  rates('take'),
  channels('create', 'ofUser', 'close'),
  revocations('revokedAt'),
  users('get', 'put'),
  text('websocketUrl'),
);

export const handler = http(routes.createChannel, needs, async (deps, { me }) =>
  ok(await openChannel(deps, me)),
);
