import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getAudits } from '../../src/contract/routes/records.ts';
import { readAudits } from '../../src/domain/views/records.ts';

export const handler = http(getAudits, async ({ me }) => ok(await readAudits(deps, me)));
