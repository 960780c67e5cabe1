import { consoleSettings } from '../../src/adapters/dynamodb/console-settings-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/settings.ts';
import { putConsoleSettings } from '../../src/domain/directory/console-settings.ts';

export const needs = ports(revocations('revokedAt'), consoleSettings('put'), audits('add'));

export const handler = http(routes.putConsoleSettings, needs, async (deps, { me, body }) =>
  ok(await putConsoleSettings(deps, me, body)),
);
