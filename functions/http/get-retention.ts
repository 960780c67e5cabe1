import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getRetention } from '../../src/contract/routes/records.ts';
import { readRetention } from '../../src/domain/views/retain.ts';

export const handler = http(getRetention, async ({ me }) => ok(await readRetention(deps, me)));
