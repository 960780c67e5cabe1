import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getIntegration } from '../../src/contract/routes/integrations.ts';
import { readIntegration } from '../../src/domain/routing/administer.ts';

export const handler = http(getIntegration, async ({ me, params }) =>
  ok(await readIntegration(deps, me, params.integrationId)),
);
