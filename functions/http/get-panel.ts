import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { recipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/panels.ts';
import { readPanel } from '../../src/domain/views/journey.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  panels('get', 'attributes'),
  recipients('get'),
  interactions('ofCustomer'),
  records('facts'),
  transcript('after'),
);

export const handler = http(routes.getPanel, needs, async (deps, { me, params }) =>
  ok(await readPanel(deps, me, params)),
);
