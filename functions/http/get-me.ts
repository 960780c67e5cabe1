import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getMe } from '../../src/contract/routes/users.ts';
import { readMe } from '../../src/domain/monitoring/presence.ts';

export const handler = http(getMe, async ({ me, query }) => ok(await readMe(deps, me, query.expand)));
