import { secretDeps } from '../../src/app/compose/secret-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { putIntegrationSecret } from '../../src/contract/routes/integrations.ts';
import { putSecret } from '../../src/domain/routing/administer.ts';

export const handler = http(putIntegrationSecret, async ({ me, params, body }) =>
  done(await putSecret(secretDeps, me, params.integrationId, body)),
);
