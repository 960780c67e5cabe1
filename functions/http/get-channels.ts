import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notifications.ts';
import { listChannels } from '../../src/domain/sockets/create-channel.ts';

export const needs = ports(revocations('revokedAt'), channels('ofUser'));

export const handler = http(routes.getChannels, needs, async (deps, { me }) =>
  ok(await listChannels(deps, me)),
);
