import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { deleteSubscriptions } from '../../src/contract/routes/notifications.ts';
import { deleteSubscriptions as remove } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const handler = http(deleteSubscriptions, async ({ me, params }) =>
  done(await remove(deps, me, params.channelId)),
);
