import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { outbox } from '../../src/adapters/queue.ts';
import { created, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';

export const needs = ports(heads('apply'), transcript('put'), outbox('enqueue'), media('uploaded', 'keep'));

export const handler = http(routes.sendAgentMessage, needs, async (deps, { me, params, body }) =>
  created(await sendAgentMessage(deps, me, params, body)),
);
