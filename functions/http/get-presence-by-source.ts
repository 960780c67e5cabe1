import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { presences, users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/presences.ts';
import { checkSource, readPresence } from '../../src/domain/directory/presence.ts';

export const needs = ports(revocations('revokedAt'), presences('get'), users('get'));

export const handler = http(routes.getPresenceBySource, needs, async (deps, { me, params }) => {
  checkSource(params.sourceId);
  return ok(await readPresence(deps, me, params.userId));
});
