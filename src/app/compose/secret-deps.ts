import type { IntegrationSecrets } from '../../domain/routing/directory.ts';
import { deps } from './deps.ts';
import { secrets } from './secrets.ts';

/** As `deps`, with the integrations' secrets. */
export const secretDeps: typeof deps & { readonly secrets: IntegrationSecrets } = Object.create(deps, {
  secrets: { get: secrets, enumerable: true },
});
