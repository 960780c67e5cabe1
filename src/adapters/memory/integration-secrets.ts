import type { IntegrationSecret } from '../../contract/integration.ts';
import type { IntegrationKey, IntegrationSecrets } from '../../domain/directory/directory.ts';

/** Secrets in memory. */
export const memoryIntegrationSecrets = (): IntegrationSecrets => {
  const secrets = new Map<string, IntegrationSecret>();
  const keyOf = ({ tenantId, integrationId }: IntegrationKey) => JSON.stringify([tenantId, integrationId]);
  return {
    get: async (key) => secrets.get(keyOf(key)),
    put: async (key, secret) => {
      secrets.set(keyOf(key), secret);
    },
    remove: async (key) => {
      secrets.delete(keyOf(key));
    },
  };
};
