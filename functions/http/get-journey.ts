import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { recipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/panels.ts';
import { readJourney } from '../../src/domain/views/journey.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  recipients('get'),
  interactions('ofCustomer'),
);

export const handler = http(routes.getJourney, needs, async (deps, { me, params, query }) =>
  ok(await readJourney(deps, me, params.conversationId, query)),
);
