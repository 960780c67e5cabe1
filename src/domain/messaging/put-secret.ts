import type { IntegrationSecret } from '../../contract/integration-secret.ts';
import type { Principal } from '../access/principal.ts';
import { Failure } from '../failure.ts';
import type { IntegrationStore } from '../routing/directory.ts';
import type { IntegrationSecrets } from './integration-secrets.ts';

/** Sets the whole secret of an integration of the caller's tenant. Errors: not.found. */
export const putSecret = async (
  deps: { readonly integrations: IntegrationStore; readonly secrets: IntegrationSecrets },
  me: Principal,
  integrationId: string,
  secret: IntegrationSecret,
): Promise<void> => {
  if ((await deps.integrations.get(me.tenantId, integrationId)) === undefined) throw new Failure('not.found');
  await deps.secrets.put({ tenantId: me.tenantId, integrationId }, secret);
};
