import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyWebsocketEventV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { log } from '../adapters/log.ts';
import { clock, type Needs } from '../adapters/port.ts';
import { Id } from '../contract/ids.ts';
import { Failure } from '../domain/shared/failure.ts';
import { admitFrame, type FrameCount, type FrameDeps } from '../domain/sockets/admit-frame.ts';
import type { SocketPrincipal } from '../domain/sockets/channel.ts';
import { metadataFrame, type Sockets } from '../domain/sockets/fan-out.ts';
import { failureOf, parse, parseJson, problem } from './faults.ts';
import { fromContext, limitedSeconds } from './principal-context.ts';

/** A WebSocket event with the authorizer's context of its connection. */
type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  readonly requestContext: { readonly authorizer?: unknown };
};

interface SocketResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the middlewares make of a frame for its handler. */
interface Call extends Context {
  me: SocketPrincipal;
  frame: unknown;
}

type Middleware = MiddlewareObj<SocketEvent, SocketResponse, Error, Call>;

const SocketContext = z.object({
  connectionId: z.string().min(1),
  authorizer: z.looseObject({ channelId: Id }),
});

/** Who is at the other end of a socket: from the context that its ticket was given, and from nothing it sends. */
const socketPrincipal = (event: SocketEvent): SocketPrincipal => {
  const { connectionId, authorizer } = SocketContext.parse(event.requestContext);
  return { ...fromContext(authorizer), channelId: authorizer.channelId, connectionId };
};

const failed = (event: SocketEvent, error: Error | null | undefined, code: string): void => {
  const { requestId, routeKey } = event.requestContext;
  const unexpected = code === 'internal.server.error';
  log(unexpected ? 'error' : 'info', unexpected ? 'frame.failed' : 'frame.refused', {
    route: routeKey,
    requestId,
    error: code,
    ...(unexpected ? { cause: error?.name ?? 'unknown' } : {}),
  });
};

const correlationOf = (body: string | undefined): string | undefined =>
  /"correlationId"\s*:\s*"([^"\\]{1,100})"/.exec(body ?? '')?.[1];

/** Tells a fault to the socket that sent the frame, in the contract's envelope; the socket stays open. */
const told = (sockets: () => Pick<Sockets, 'push'>): Middleware => ({
  onError: async ({ event, error }) => {
    const { connectionId, requestId } = event.requestContext;
    const { code, params, details } = failureOf(error);
    failed(event, error, code);
    const body = problem(code, requestId, params, details);
    const frame = metadataFrame({ message: 'error', error: body }, correlationOf(event.body));
    await sockets().push(connectionId, frame);
    return { statusCode: 200 };
  },
});

/** The caller. A socket may outlive its token; what may be asked on it does not. */
const caller: Middleware = {
  before: ({ event, context }) => {
    context.me = socketPrincipal(event);
    if (context.me.expires <= clock.now()) throw new Failure('authentication.required');
  },
};

/** Nothing is done for a socket whose channel is gone or whose grants were revoked, and no more than its rate. */
const admitted = (open: () => FrameDeps, counted: FrameCount): Middleware => ({
  before: async ({ context }) =>
    (await admitFrame(open(), context.me, counted)) ? undefined : { statusCode: 200 },
});

/** The frame, as its schema reads it. */
const parsed = (schema: z.ZodType): Middleware => ({
  before: ({ event, context }) => {
    context.frame = parse(schema, parseJson(event.body ?? '', 'frame'));
  },
});

/** One client frame as a Lambda handler: the one chain of every frame. */
export const websocket = <
  S extends z.ZodType,
  D extends FrameDeps & { readonly sockets: Pick<Sockets, 'push' | 'disconnect'> },
>(
  schema: S,
  needs: Needs<D>,
  act: (deps: D, me: SocketPrincipal, frame: z.output<S>) => Promise<void>,
  counted: FrameCount = 'each',
) =>
  middy<SocketEvent, SocketResponse, Error, Call>()
    .use(told(() => needs.open().sockets))
    .use(caller)
    .use(admitted(needs.open, counted))
    .use(parsed(schema))
    .handler(async (_event, { me, frame }) => {
      // The chain parsed it by this very schema.
      await act(needs.open(), me, frame as z.output<S>);
      return { statusCode: 200 };
    });

/** $connect or $disconnect as a Lambda handler. An error refuses the connection and tells nothing. */
export const lifecycle =
  <D>(needs: Needs<D>, act: (deps: D, me: SocketPrincipal) => Promise<boolean>) =>
  async (event: SocketEvent): Promise<SocketResponse> => {
    const seconds = limitedSeconds(event.requestContext.authorizer);
    if (seconds !== undefined) return { statusCode: 429, headers: { 'Retry-After': String(seconds) } };
    try {
      return { statusCode: (await act(needs.open(), socketPrincipal(event))) ? 200 : 403 };
    } catch (error) {
      failed(event, error instanceof Error ? error : undefined, 'internal.server.error');
      return { statusCode: 500 };
    }
  };
