import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import { putIntegration as put } from '../../src/domain/routing/administer.ts';

export const handler = http(putIntegration, async ({ me, params, body }) =>
  ok(await put(deps, me, params.integrationId, body)),
);
