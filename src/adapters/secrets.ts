import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { env } from '../contract/env.ts';
import { IntegrationSecret } from '../contract/integration.ts';
import type { Right } from '../contract/rights.ts';
import type { IntegrationKey, IntegrationSecrets } from '../domain/directory/directory.ts';
import type { Clock } from '../domain/shared/clock.ts';
import { jsonService, type ServiceCall, ServiceRefusal } from './json-service.ts';
import { clock, environment, port } from './port.ts';
import { recentCache } from './recent-cache.ts';

const Found = z.object({ SecretString: z.string() });

const keepMs = 5 * 60_000;
const freshMs = 30_000;

const encode = (id: string): string => Buffer.from(id).toString('base64url');

/** A secret's name; ids may hold characters that names may not, and a name must not end like an ARN's suffix. */
const nameOf = (prefix: string, { tenantId, integrationId }: IntegrationKey): string =>
  `${prefix}/${encode(tenantId)}/${encode(integrationId)}/secret`;

const absent = (error: unknown): undefined => {
  if (error instanceof ServiceRefusal && error.name === 'ResourceNotFoundException') return undefined;
  throw error;
};

/**
 * One secret an integration in Secrets Manager, below `prefix`. Remembered for five minutes, an absent one too, so
 * that requests of strangers cost no call each.
 */
export const secretsManager = (manager: ServiceCall, prefix: string, clock: Clock): IntegrationSecrets => {
  const cache = recentCache<{ readonly secret: IntegrationSecret | undefined; readonly read: number }>(
    1_000,
    keepMs,
    () => clock.now(),
  );
  const remember = (name: string, secret: IntegrationSecret | undefined): IntegrationSecret | undefined => {
    cache.set(name, { secret, read: clock.now() });
    return secret;
  };
  return {
    async get(key, fresh = false) {
      const name = nameOf(prefix, key);
      const known = cache.get(name);
      if (known !== undefined && (!fresh || clock.now() - known.read < freshMs)) return known.secret;
      const found = await manager('GetSecretValue', { SecretId: name }).catch(absent);
      if (found === undefined) return remember(name, undefined);
      return remember(name, IntegrationSecret.parse(JSON.parse(Found.parse(found).SecretString)));
    },
    async put(key, secret) {
      const Name = nameOf(prefix, key);
      const SecretString = JSON.stringify(secret);
      // Makes what is asked for once more the same request.
      const written = { SecretString, ClientRequestToken: randomUUID() };
      const changed = await manager('PutSecretValue', { SecretId: Name, ...written }).catch(absent);
      if (changed === undefined) await manager('CreateSecret', { Name, ...written });
      remember(Name, secret);
    },
    async remove(key) {
      const name = nameOf(prefix, key);
      // Without a recovery window, which would hold the name and refuse the secret of a new integration of this id.
      const asked = { SecretId: name, ForceDeleteWithoutRecovery: true };
      await manager('DeleteSecret', asked).catch(absent);
      remember(name, undefined);
    },
  };
};

const right = (...actions: readonly string[]): Right => ({
  on: 'secrets',
  actions: actions.map((action) => `secretsmanager:${action}`),
});

/** The port of the integrations' secrets, with the rights of each method. */
export const secrets = port(
  'secrets',
  () => secretsManager(jsonService('secretsmanager'), environment(env.integrationSecretsPrefix), clock),
  {
    get: [right('GetSecretValue')],
    put: [right('PutSecretValue', 'CreateSecret')],
    remove: [right('DeleteSecret')],
  },
);
