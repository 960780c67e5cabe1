import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { connectParticipant } from '../../src/domain/conversation/participants.ts';

export const needs = ports(
  interactions('list'),
  revocations('revokedAt'),
  heads('get', 'apply'),
  queues('get'),
);

export const handler = http(routes.connectParticipant, needs, async (deps, { me, params, body }) =>
  created(await connectParticipant(deps, me, params.conversationId, body)),
);
