import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { gatewaySockets } from '../../adapters/sockets/gateway-sockets.ts';
import { env } from '../../contract/env.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { log } from '../logger.ts';

/** Sockets through the management API of the app's WebSocket API. */
export const sockets = lazy(() =>
  gatewaySockets(
    new ApiGatewayManagementApiClient({ endpoint: environment(env.managementEndpoint), maxAttempts: 3 }),
    (error) => log('warn', 'push.failed', { error }),
  ),
);
