import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getSubscriptions } from '../../src/contract/routes/notifications.ts';
import { listSubscriptions } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const handler = http(getSubscriptions, async ({ me, params }) =>
  ok({ entities: [...(await listSubscriptions(deps, me, params.channelId))] }),
);
