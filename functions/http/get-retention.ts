import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getRetention } from '../../src/contract/routes/get-retention.ts';
import { readRetention } from '../../src/domain/retention/retain.ts';

export const handler = http(getRetention, async ({ me }) => ok(await readRetention(deps, me)));
