import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/notifications.ts';
import { deleteSubscriptions } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const needs = ports(revocations('revokedAt'), channels('get', 'unsubscribe'));

export const handler = http(routes.deleteSubscriptions, needs, async (deps, { me, params }) =>
  done(await deleteSubscriptions(deps, me, params.channelId)),
);
