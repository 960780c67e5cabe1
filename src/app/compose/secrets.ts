import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../../adapters/secrets/secrets-manager.ts';
import { env } from '../../contract/env.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { clock } from './clock.ts';

/** The integrations' secrets of this deployment. */
export const secrets = lazy(() =>
  secretsManager(new SecretsManagerClient({}), environment(env.integrationSecretsPrefix), clock),
);
