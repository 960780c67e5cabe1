import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getAudits } from '../../src/contract/routes/get-audits.ts';
import { readAudits } from '../../src/domain/retention/records.ts';

export const handler = http(getAudits, async ({ me }) => ok(await readAudits(deps, me)));
