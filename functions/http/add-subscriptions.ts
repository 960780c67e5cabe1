import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { addSubscriptions } from '../../src/contract/routes/notifications.ts';
import { addSubscriptions as add } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const handler = http(addSubscriptions, async ({ me, params, body }) =>
  ok({
    entities: [
      ...(await add(
        deps,
        me,
        params.channelId,
        body.map((topic) => topic.id),
      )),
    ],
  }),
);
