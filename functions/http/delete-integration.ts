import { secretDeps } from '../../src/app/compose/secret-deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { deleteIntegration } from '../../src/contract/routes/integrations.ts';
import { deleteIntegration as remove } from '../../src/domain/routing/administer.ts';

export const handler = http(deleteIntegration, async ({ me, params }) =>
  done(await remove(secretDeps, me, params.integrationId)),
);
