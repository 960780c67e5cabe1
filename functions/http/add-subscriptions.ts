import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notifications.ts';
import { addSubscriptions } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const needs = ports(
  revocations('revokedAt'),
  channels('get', 'subscribe', 'begin'),
  heads('get'),
  queues('get'),
  users('get'),
);

export const handler = http(routes.addSubscriptions, needs, async (deps, { me, params, body }) => {
  const topics = body.map((topic) => topic.id);
  return ok({ entities: [...(await addSubscriptions(deps, me, params.channelId, topics))] });
});
