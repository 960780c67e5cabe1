import { as, audited } from '../access.ts';
import { IntegrationParams } from '../ids.ts';
import { EnabledIntegration, IntegrationInput, IntegrationSecret, Integrations } from '../integration.ts';
import { Page } from '../listing.ts';
import { defineRoute } from '../route.ts';

/** Lists the integrations that feed my divisions' queues. */
export const getIntegrations = defineRoute({
  name: 'get-integrations',
  method: 'GET',
  path: '/integrations',
  summary: "Lists the integrations that feed my divisions' queues",
  sdk: 'getIntegrations',
  tag: 'Integrations',
  access: [as('granted', 'messaging:integration:edit')],
  query: Page,
  response: Integrations,
  statuses: [200],
  errors: ['bad.request'],
});

/** Creates or changes a messaging integration. */
export const putIntegration = defineRoute({
  name: 'put-integration',
  method: 'PUT',
  path: '/integrations/{integrationId}',
  summary: 'Creates or changes a messaging integration',
  tag: 'Integrations',
  access: [audited(as('integration', 'messaging:integration:edit'), 'integration.changed')],
  params: IntegrationParams,
  body: IntegrationInput,
  response: EnabledIntegration,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Sets what the integration and its provider share; nothing ever answers it. */
export const putIntegrationSecret = defineRoute({
  name: 'put-integration-secret',
  method: 'PUT',
  path: '/integrations/{integrationId}/secret',
  summary: 'Sets what the integration and its provider share',
  tag: 'Integrations',
  access: [audited(as('integration', 'messaging:integration:edit'), 'secret.changed')],
  params: IntegrationParams,
  body: IntegrationSecret,
  statuses: [204],
  errors: ['bad.request', 'not.found'],
});

/** Reads a messaging integration. */
export const getIntegration = defineRoute({
  name: 'get-integration',
  method: 'GET',
  path: '/integrations/{integrationId}',
  summary: 'Reads a messaging integration',
  sdk: 'getIntegration',
  tag: 'Integrations',
  access: [as('integration', 'messaging:integration:edit')],
  params: IntegrationParams,
  response: EnabledIntegration,
  statuses: [200],
  errors: ['not.found'],
});

/** Deletes a messaging integration. */
export const deleteIntegration = defineRoute({
  name: 'delete-integration',
  method: 'DELETE',
  path: '/integrations/{integrationId}',
  summary: 'Deletes a messaging integration',
  sdk: 'deleteIntegration',
  tag: 'Integrations',
  access: [audited(as('integration', 'messaging:integration:edit'), 'integration.deleted')],
  params: IntegrationParams,
  statuses: [204],
  errors: ['not.found'],
});
