import { afterAll, beforeAll } from 'vitest';
import { env } from '../../src/contract/env.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import type { IntegrationKey } from '../../src/domain/directory/directory.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { handlerOf } from '../local/rights/watch-rights.ts';
import type { TestEngine } from './engine.ts';
import { httpEvent, type Said, socketEvent } from './http-event.ts';
import { useJsonServices } from './json-services.ts';
import { providerSecret } from './route-callers.ts';
import { startStorage, type TestStorage } from './storage.ts';

/** What a REST caller got. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined where there is none, or none of JSON. */
  readonly json: unknown;
  readonly requestId: string;
}

const context = { awsRequestId: 'request', functionName: 'test', getRemainingTimeInMillis: () => 29_000 };

/** Gives handlers the environment that their construct would give them, on this file's engine; answers the services beside it. */
export const useHandlers = (engine: TestEngine): ReturnType<typeof useJsonServices> => {
  let storage: TestStorage | undefined;
  const services = useJsonServices();
  afterAll(() => storage?.stop());
  beforeAll(async () => {
    storage = await startStorage('media');
    const { endpoint } = services();
    Object.assign(process.env, {
      [env.conversationsTable]: 'Conversations',
      [env.transcriptTable]: 'Transcript',
      [env.recordsTable]: 'Records',
      [env.directoryTable]: 'Directory',
      [env.socketsTable]: 'Sockets',
      [env.managementEndpoint]: 'http://127.0.0.1:9',
      [env.websocketUrl]: 'ws://127.0.0.1:9',
      [env.allowedOrigins]: '*',
      [env.deliveryQueueUrl]: 'http://127.0.0.1:9/deliveries',
      [env.fetchQueueUrl]: `${endpoint}/fetches`,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
      [env.integrationSecretsPrefix]: 'binocular/integrations',
      [env.publicUrl]: 'http://127.0.0.1:9/api/v2',
      AWS_REGION: 'us-east-1',
      [env.mediaBucket]: 'media',
      AWS_ENDPOINT_URL_S3: storage.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint(),
    });
  });
  return services;
};

/** Keeps a secret of an integration by which requests of every provider count (`providerSecret`). */
export const openForProviders = async (key: IntegrationKey): Promise<void> => {
  const { secrets } = await import('../../src/adapters/secrets.ts');
  await secrets('put').open().put(key, providerSecret);
};

const routeOf = (name: string): Route => {
  const route = routes.find((candidate) => candidate.name === name);
  if (route === undefined) throw new Error(`no route ${name}`);
  return route;
};

/** Invokes a route's function with a request. */
export const call = async (name: string, said: Said): Promise<Answer> => {
  const route = routeOf(name);
  const event = httpEvent(route, said);
  const handler = await handlerOf(`http/${route.name}`);
  const { statusCode, headers, body } = (await handler(event, { ...context })) as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
  return {
    status: statusCode,
    headers,
    text: body,
    json: headers['Content-Type'] === 'application/json' ? JSON.parse(body) : undefined,
    requestId: event.requestContext.requestId,
  };
};

/** Shows an authorizer a credential, as a request's token and as a socket's ticket. */
export const callAuthorizer = async (
  file: string,
  credential: string,
  sourceIp: string,
): Promise<{ principalId: string; context: unknown }> => {
  const authorize = await handlerOf(`authorize/${file}`);
  const shown = {
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:api/live/GET/x',
    headers: { Authorization: `Bearer ${credential}` },
    queryStringParameters: { ticket: credential },
    requestContext: { identity: { sourceIp } },
  };
  return (await authorize(shown, {})) as { principalId: string; context: unknown };
};

/** Invokes a WebSocket route's function. */
export const callSocket = async (
  file: string,
  routeKey: string,
  me: Principal,
  socket: { readonly channelId: string; readonly connectionId: string },
  body?: string,
): Promise<{ statusCode: number }> =>
  (await (
    await handlerOf(`websocket/${file}`)
  )(socketEvent(routeKey, me, socket, body), { ...context })) as { statusCode: number };

/** Invokes a stream consumer with what its table holds of one partition, as if all of it had just been written. */
export const callStream = async (file: string, records: readonly unknown[]): Promise<unknown> =>
  (await handlerOf(`stream/${file}`))({ Records: records }, { ...context });

/** Invokes a scheduled task. */
export const callSchedule = async (file: string): Promise<unknown> =>
  (await handlerOf(`schedule/${file}`))({}, { ...context });
