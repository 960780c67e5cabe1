import { IntegrationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Deletes a messaging integration. */
export const deleteIntegration = defineRoute({
  name: 'delete-integration',
  method: 'DELETE',
  path: '/integrations/{integrationId}',
  summary: 'Deletes a messaging integration',
  sdk: 'deleteIntegration',
  tag: 'Integrations',
  permissions: ['messaging:integration:edit'],
  params: IntegrationParams,
  statuses: [204],
  errors: ['not.found'],
});
