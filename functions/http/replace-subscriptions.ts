import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { replaceSubscriptions } from '../../src/contract/routes/notifications.ts';
import { replaceSubscriptions as replace } from '../../src/domain/monitoring/manage-subscriptions.ts';

export const handler = http(replaceSubscriptions, async ({ me, params, body }) =>
  ok({
    entities: [
      ...(await replace(
        deps,
        me,
        params.channelId,
        body.map((topic) => topic.id),
      )),
    ],
  }),
);
