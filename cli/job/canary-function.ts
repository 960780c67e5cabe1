import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { WebSocket } from 'ws';
import { log } from '../../src/adapters/log.ts';
import { Logins, runCanary } from './scheduled-canary.ts';

/** The deployed canary: a schedule invokes it, and alarms count its lines. Its construct sets both variables. */
export const handler = async (): Promise<void> => {
  const { API_URL: url = '', LOGINS_SECRET: SecretId = '' } = process.env;
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }));
  const done = await runCanary(
    url.replace(/\/$/, ''),
    Logins.parse(JSON.parse(SecretString ?? '')),
    WebSocket,
  );
  if ('ms' in done) log('info', 'canary.done', { ms: done.ms });
  else log('error', 'canary.failed', { after: done.after, error: done.error });
};
