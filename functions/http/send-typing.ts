import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { accepted, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/messages.ts';
import { showTyping } from '../../src/domain/monitoring/panels.ts';

export const needs = ports(heads('get'), notices('put'));

export const handler = http(routes.sendTyping, needs, async (deps, { me, params }) =>
  accepted(await showTyping(deps, me, params)),
);
