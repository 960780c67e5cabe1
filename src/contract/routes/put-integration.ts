import { Integration, IntegrationInput } from '../integration.ts';
import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Creates or changes a messaging integration. */
export const putIntegration = defineRoute({
  name: 'put-integration',
  method: 'PUT',
  path: '/integrations/{integrationId}',
  summary: 'Creates or changes a messaging integration',
  tag: 'Integrations',
  permissions: ['messaging:integration:edit'],
  params: IntegrationParams,
  body: IntegrationInput,
  response: Integration,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
