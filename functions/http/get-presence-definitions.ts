import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import { presenceDefinitions } from '../../src/contract/presence-definition.ts';
import * as routes from '../../src/contract/routes/presences.ts';

export const needs = ports(revocations('revokedAt'));

export const handler = http(routes.getPresenceDefinitions, needs, async () => ok(presenceDefinitions()));
