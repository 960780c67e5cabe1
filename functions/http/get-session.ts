import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getSession } from '../../src/contract/routes/monitoring.ts';
import { readSession } from '../../src/domain/monitoring/session.ts';

export const handler = http(getSession, async ({ me, params }) =>
  ok(await readSession(deps, me, params.sessionId)),
);
