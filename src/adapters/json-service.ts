import { setTimeout as pause } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import { type Access, domainOf, ownAccess } from './port.ts';

/** Services of AWS that speak its JSON protocol, by the name that requests to them are signed for. */
const services = {
  sqs: { target: 'AmazonSQS', version: '1.0', endpoint: 'AWS_ENDPOINT_URL_SQS' },
  kms: { target: 'TrentService', version: '1.1', endpoint: 'AWS_ENDPOINT_URL_KMS' },
  secretsmanager: {
    target: 'secretsmanager',
    version: '1.1',
    endpoint: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  },
} as const;

/** A service refused. Name and status stand where the SDK's errors have them. */
export class ServiceRefusal extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, status: number) {
    super(`${name} (${status})`);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** How often a request is made that a service was too busy for, and ms before it is made again, doubled each time. */
const attempts = 3;
const patienceMs = 100;
/** ms after which an attempt is given up. */
const answerMs = 5_000;

const isPassing = (error: unknown): boolean =>
  !(error instanceof ServiceRefusal) ||
  error.$metadata.httpStatusCode >= 500 ||
  error.$metadata.httpStatusCode === 429 ||
  /Throttl|TooManyRequests|RequestLimit/.test(error.name);

const Refusal = z.object({ __type: z.string() });

/** The name of an error in an answer: `com.amazonaws.sqs#QueueDoesNotExist` is `QueueDoesNotExist`. */
const nameIn = (text: string): string => {
  try {
    return Refusal.parse(JSON.parse(text)).__type.split('#').at(-1) ?? 'Unknown';
  } catch {
    return 'Unknown';
  }
};

/** Calls an action of a service with what it takes; answers the JSON that it gives. */
export type ServiceCall = (action: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;

/**
 * Calls of a service, each signed, and made again where the service was busy or did not answer: the SDK's clients for
 * these three load more than all that is said to them is worth (docs/adr/0044-bundles-hold-what-is-used.md). A call
 * rejects with ServiceRefusal where it is refused.
 */
export const jsonService = (
  name: keyof typeof services,
  { endpoint, ...access }: Access = ownAccess(services[name].endpoint),
): ServiceCall => {
  const { target, version } = services[name];
  const client = new AwsClient({ ...access, service: name, retries: 0 });
  const url = endpoint ?? `https://${name}.${access.region}.${domainOf(access)}/`;
  return async (action, input) => {
    const body = JSON.stringify(input);
    const headers = {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': `${target}.${action}`,
    };
    const ask = async (): Promise<unknown> => {
      const signal = AbortSignal.timeout(answerMs);
      const answer = await client.fetch(url, { method: 'POST', headers, body, signal });
      const text = await answer.text();
      if (!answer.ok) throw new ServiceRefusal(nameIn(text), answer.status);
      return JSON.parse(text || '{}');
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (attempt === attempts || !isPassing(error)) throw error;
        await pause(patienceMs * 2 ** (attempt - 1));
      }
    }
  };
};
