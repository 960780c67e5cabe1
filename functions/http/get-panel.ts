import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/panels.ts';
import { readPanel } from '../../src/domain/monitoring/panels.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), panels('get'));

export const handler = http(routes.getPanel, needs, async (deps, { me, params }) =>
  ok(await readPanel(deps, me, params)),
);
