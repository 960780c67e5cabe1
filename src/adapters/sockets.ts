import {
  ApiGatewayManagementApiClient,
  ApiGatewayManagementApiServiceException,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { env } from '../contract/env.ts';
import type { Right } from '../contract/rights.ts';
import type { Pushed, Sockets } from '../domain/sockets/fan-out.ts';
import { log } from './log.ts';
import { environment, port } from './port.ts';

/** Gone for good: named so by AWS, or a bare 410 of a proxy in between. */
const isGone = (error: unknown): boolean => {
  if (!(error instanceof ApiGatewayManagementApiServiceException)) return false;
  return error.name === 'GoneException' || error.$metadata.httpStatusCode === 410;
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** What a push that failed is reported to, so that it can be counted. */
export type OnFailedPush = (errorName: string) => void;

/**
 * Sockets behind API Gateway's management API. 429 and 5xx are retried three times within the client; what still
 * fails is reported and answered as failed: the client's gap repair makes up for it.
 */
export const gatewaySockets = (
  client: ApiGatewayManagementApiClient,
  onFailed: OnFailedPush = () => {},
  onGone: () => void = () => {},
): Sockets => ({
  async push(ConnectionId, frame): Promise<Pushed> {
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId, Data: JSON.stringify(frame) }));
      return 'sent';
    } catch (error) {
      if (isGone(error)) {
        onGone();
        return 'gone';
      }
      onFailed(nameOf(error));
      return 'failed';
    }
  },
  async disconnect(ConnectionId) {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId }));
    } catch (error) {
      if (!isGone(error)) onFailed(nameOf(error));
    }
  },
});

/** A push that is not taken within this time is given up: a hanging socket must not hold its environment. */
const pushTimeoutMs = 2_000;

const managementApi = () =>
  new ApiGatewayManagementApiClient({
    endpoint: environment(env.managementEndpoint),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: pushTimeoutMs,
      requestTimeout: pushTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });

const connections = (method: 'POST' | 'DELETE'): Right => ({
  on: 'connections',
  actions: ['execute-api:ManageConnections'],
  part: `/${method}/@connections/*`,
});

/** The port of sockets, with the rights of each method: through the management API of the app's WebSocket API. */
export const sockets = port(
  'sockets',
  () =>
    gatewaySockets(
      managementApi(),
      (error) => log('warn', 'push.failed', { error }),
      () => log('info', 'push.gone'),
    ),
  { push: [connections('POST')], disconnect: [connections('DELETE')] },
);
