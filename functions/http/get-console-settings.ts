import { consoleSettings } from '../../src/adapters/dynamodb/console-settings-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/settings.ts';
import { readConsoleSettings } from '../../src/domain/directory/console-settings.ts';

export const needs = ports(revocations('revokedAt'), consoleSettings('get'));

export const handler = http(routes.getConsoleSettings, needs, async (deps, { me }) =>
  ok(await readConsoleSettings(deps, me)),
);
