import middy from '@middy/core';
import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { Failure } from '../../domain/shared/failure.ts';
import type { SocketPrincipal } from '../../domain/sockets/channel.ts';
import type { Sockets } from '../../domain/sockets/fan-out.ts';
import { metadataFrame } from '../../domain/sockets/fan-out.ts';
import { clock } from '../compose/clock.ts';
import { log } from '../logger.ts';
import { parse } from '../parse.ts';
import { failureOf, problem } from '../problem.ts';
import { socketPrincipal } from './socket-context.ts';

/** A WebSocket event with the authorizer's context of its connection. */
export type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  readonly requestContext: { readonly authorizer?: unknown };
};

const parseJson = (body: string | undefined): unknown => {
  try {
    return JSON.parse(body ?? '');
  } catch {
    throw new Failure('bad.request', {}, [{ path: 'body', message: 'the frame is not valid JSON' }]);
  }
};

const correlationOf = (body: string | undefined): string | undefined => {
  const found = /"correlationId"\s*:\s*"([^"\\]{1,100})"/.exec(body ?? '');
  return found?.[1];
};

/**
 * One client frame as a Lambda handler: the one chain of every frame. A socket may outlive its token; what may be asked
 * on it does not. A fault is told to the socket that sent the frame, in the contract's envelope, and the socket stays
 * open.
 */
export const websocket = <S extends z.ZodType>(
  schema: S,
  sockets: () => Sockets,
  act: (me: SocketPrincipal, frame: z.output<S>) => Promise<void>,
) => {
  const handle = async (event: SocketEvent): Promise<{ statusCode: number }> => {
    const me = socketPrincipal(event);
    if (me.expires <= clock.now()) throw new Failure('authentication.required');
    await act(me, parse(schema, parseJson(event.body), ''));
    return { statusCode: 200 };
  };
  return middy<SocketEvent, { statusCode: number }>(handle).onError(async (request) => {
    const { connectionId, requestId, routeKey } = request.event.requestContext;
    const failure = failureOf(request.error);
    const unexpected = failure.code === 'internal.server.error';
    log(unexpected ? 'error' : 'info', unexpected ? 'frame.failed' : 'frame.refused', {
      route: routeKey,
      requestId,
      error: failure.code,
      ...(unexpected ? { cause: request.error?.name ?? 'unknown' } : {}),
    });
    const body = problem(failure.code, requestId, failure.params, failure.details);
    await sockets().push(
      connectionId,
      metadataFrame({ message: 'error', error: body }, correlationOf(request.event.body)),
    );
    request.response = { statusCode: 200 };
  });
};
