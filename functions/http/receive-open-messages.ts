import { ports } from '../../src/adapters/port.ts';
import { fetches } from '../../src/adapters/queue.ts';
import { http, ok } from '../../src/app/http.ts';
import { receiveEach, receiving } from '../../src/app/receiving.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { readIntegration } from '../../src/domain/directory/administer.ts';
import { receiveOpenMessages } from '../../src/domain/messages/receive-open-messages.ts';

export const needs = ports(...receiving, fetches('enqueue'));

export const handler = http(
  routes.receiveOpenMessages,
  needs,
  async (deps, { me, params, body, requestId }) => {
    await readIntegration(deps, me, params.integrationId);
    return ok(
      await receiveEach(body.messages, requestId, (messages) =>
        receiveOpenMessages(deps, me.tenantId, params.integrationId, messages),
      ),
    );
  },
);
