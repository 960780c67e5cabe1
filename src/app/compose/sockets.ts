import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { gatewaySockets } from '../../adapters/sockets/gateway-sockets.ts';
import { env } from '../../contract/env.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { log } from '../logger.ts';

/** A push that is not taken within this time is given up: a hanging socket must not hold its environment. */
const pushTimeoutMs = 2_000;

/** Sockets through the management API of the app's WebSocket API. */
export const sockets = lazy(() =>
  gatewaySockets(
    new ApiGatewayManagementApiClient({
      endpoint: environment(env.managementEndpoint),
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: pushTimeoutMs,
        requestTimeout: pushTimeoutMs,
        throwOnRequestTimeout: true,
      },
    }),
    (error) => log('warn', 'push.failed', { error }),
  ),
);
