import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { putRetention } from '../../src/contract/routes/records.ts';
import { setRetention } from '../../src/domain/views/retain.ts';

export const handler = http(putRetention, async ({ me, body }) => ok(await setRetention(deps, me, body)));
