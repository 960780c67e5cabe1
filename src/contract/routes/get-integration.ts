import { Integration } from '../integration.ts';
import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads a messaging integration. */
export const getIntegration = defineRoute({
  name: 'get-integration',
  method: 'GET',
  path: '/integrations/{integrationId}',
  summary: 'Reads a messaging integration',
  sdk: 'getIntegration',
  tag: 'Integrations',
  permissions: ['messaging:integration:edit'],
  params: IntegrationParams,
  response: Integration,
  statuses: [200],
  errors: ['not.found'],
});
