import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences, users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/presences.ts';
import { changePresence, checkSource } from '../../src/domain/directory/presence.ts';

export const needs = ports(revocations('revokedAt'), presences('get', 'put'), users('get', 'put'));

export const handler = http(routes.patchPresenceBySource, needs, async (deps, { me, params, body }) => {
  checkSource(params.sourceId);
  return ok(await changePresence(deps, me, params.userId, body));
});
