import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { accepted, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { transfer } from '../../src/domain/conversation/transfer.ts';

export const needs = ports(
  interactions('list'),
  revocations('revokedAt'),
  heads('get', 'apply'),
  queues('get'),
  audits('add'),
);

export const handler = http(routes.replaceParticipant, needs, async (deps, { me, params, body }) =>
  accepted(await transfer(deps, me, params, body)),
);
