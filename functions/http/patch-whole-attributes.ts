import { archive } from '../../src/adapters/dynamodb/archive.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/conversations.ts';
import { setAttributes } from '../../src/domain/monitoring/panels.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  panels('putAttributes'),
  archive('letGo'),
  notices('put'),
);

export const handler = http(routes.patchWholeAttributes, needs, async (deps, { me, params, body }) =>
  done(await setAttributes(deps, me, params, body)),
);
