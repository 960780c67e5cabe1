import middy from '@middy/core';
import type { SocketPrincipal } from '../../domain/sockets/channel.ts';
import { log } from '../logger.ts';
import { socketPrincipal } from './socket-context.ts';
import type { SocketEvent } from './websocket.ts';

/** $connect or $disconnect as a Lambda handler. An error refuses the connection and tells nothing. */
export const lifecycle = (act: (me: SocketPrincipal) => Promise<boolean>) =>
  middy<SocketEvent, { statusCode: number }>(async (event: SocketEvent) => ({
    statusCode: (await act(socketPrincipal(event))) ? 200 : 403,
  })).onError((request) => {
    log('error', 'frame.failed', {
      route: request.event.requestContext.routeKey,
      requestId: request.event.requestContext.requestId,
      cause: request.error?.name ?? 'unknown',
    });
    request.response = { statusCode: 500 };
  });
