import { guests } from '../../src/adapters/dynamodb/guest-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { integrations } from '../../src/adapters/dynamodb/routing-stores.ts';
import { ports } from '../../src/adapters/port.ts';
import { created, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/web-messaging.ts';
import { openSession } from '../../src/domain/messages/guest-session.ts';

export const needs = ports(rates('take'), relocations('of'), guests('put'), integrations('get'));

export const handler = http(routes.createGuestSession, needs, async (deps, { params, body }) =>
  created(await openSession(deps, params, body?.nickname)),
);
