import type { IntegrationSecret } from '../../contract/integration-secret.ts';

/** Names one integration of one tenant. */
export interface IntegrationKey {
  readonly tenantId: string;
  readonly integrationId: string;
}

/** What integrations share with their providers. */
export interface IntegrationSecrets {
  /**
   * The secret, or undefined; possibly five minutes old. `fresh` asks for one of the last half minute: for a
   * signature that does not verify, which may be of a secret that was changed.
   */
  get(key: IntegrationKey, fresh?: boolean): Promise<IntegrationSecret | undefined>;
  put(key: IntegrationKey, secret: IntegrationSecret): Promise<void>;
  /** Deletes the secret for good; none is as well. */
  remove(key: IntegrationKey): Promise<void>;
}
