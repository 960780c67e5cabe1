import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notifications.ts';
import { listSubscriptions } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const needs = ports(revocations('revokedAt'), channels('get'));

export const handler = http(routes.getSubscriptions, needs, async (deps, { me, params }) =>
  ok({ entities: [...(await listSubscriptions(deps, me, params.channelId))] }),
);
