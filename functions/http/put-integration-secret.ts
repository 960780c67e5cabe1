import { secretDeps } from '../../src/app/compose/secret-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { putIntegrationSecret } from '../../src/contract/routes/put-integration-secret.ts';
import { putSecret } from '../../src/domain/messaging/put-secret.ts';

export const handler = http(putIntegrationSecret, async ({ me, params, body }) =>
  done(await putSecret(secretDeps, me, params.integrationId, body)),
);
