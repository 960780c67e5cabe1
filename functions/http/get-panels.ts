import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/panels.ts';
import { readPanels } from '../../src/domain/monitoring/panels.ts';

export const needs = ports(revocations('revokedAt'), heads('get'), panels('all'));

export const handler = http(routes.getPanels, needs, async (deps, { me, params }) =>
  ok(await readPanels(deps, me, params.conversationId)),
);
