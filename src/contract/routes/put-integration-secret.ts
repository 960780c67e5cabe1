import { IntegrationSecret } from '../integration-secret.ts';
import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Sets what the integration and its provider share; nothing ever answers it. */
export const putIntegrationSecret = defineRoute({
  name: 'put-integration-secret',
  method: 'PUT',
  path: '/integrations/{integrationId}/secret',
  summary: 'Sets what the integration and its provider share',
  tag: 'Integrations',
  permissions: ['messaging:integration:edit'],
  params: IntegrationParams,
  body: IntegrationSecret,
  statuses: [204],
  errors: ['bad.request', 'not.found'],
});
