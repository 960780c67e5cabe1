import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/presences.ts';
import { SystemPresence } from '../../src/contract/words.ts';

export const needs = ports(revocations('revokedAt'));

export const handler = http(routes.getSystemPresences, needs, async () =>
  ok(SystemPresence.options.map((name) => ({ id: name, name }))),
);
