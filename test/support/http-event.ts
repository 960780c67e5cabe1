import { randomUUID } from 'node:crypto';
import { toContext } from '../../src/app/principal-context.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';

/** What a request says. `body` is sent as JSON, `raw` as it is. */
export interface Said {
  readonly me: Principal;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly raw?: string;
  /** What the authorizer said, where it is another than that the caller is let in. */
  readonly authorizer?: Readonly<Record<string, string>>;
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
}

const api = {
  accountId: '123456789012',
  apiId: 'abcdefghij',
  domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
  protocol: 'HTTP/1.1',
  stage: 'live',
  requestTimeEpoch: 1_760_000_000_000,
};

/** A request as API Gateway's REST proxy integration hands it to a function. */
export const httpEvent = (route: { readonly method: string; readonly path: string }, said: Said) => {
  const resource = `/api/v2${route.path}`;
  const path = resource.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(said.params?.[name] ?? ''),
  );
  const body = said.raw ?? (said.body === undefined ? null : JSON.stringify(said.body));
  return {
    resource,
    path,
    httpMethod: route.method,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      Host: api.domainName,
      ...said.headers,
    },
    multiValueHeaders: {},
    queryStringParameters: said.query ?? null,
    multiValueQueryStringParameters: null,
    pathParameters: said.params ?? null,
    stageVariables: null,
    body,
    isBase64Encoded: false,
    requestContext: {
      ...api,
      resourceId: '123abc',
      resourcePath: resource,
      httpMethod: route.method,
      path: `/live${path}`,
      requestId: randomUUID(),
      extendedRequestId: 'extended',
      identity: { sourceIp: '192.0.2.1', userAgent: 'test' },
      authorizer: said.authorizer ?? {
        ...toContext(said.me),
        principalId: said.me.userId,
        integrationLatency: 3,
      },
    },
  };
};

/** A frame, or a socket's opening or closing, as API Gateway hands it to a function. */
export const socketEvent = (
  routeKey: string,
  me: Principal,
  socket: { channelId: string; connectionId: string },
  body?: string,
) => ({
  requestContext: {
    routeKey,
    messageId: 'message',
    eventType: routeKey === '$connect' ? 'CONNECT' : routeKey === '$disconnect' ? 'DISCONNECT' : 'MESSAGE',
    extendedRequestId: 'extended',
    requestTime: '09/Oct/2025:08:53:20 +0000',
    messageDirection: 'IN',
    stage: 'live',
    connectedAt: 1_760_000_000_000,
    requestTimeEpoch: 1_760_000_000_000,
    requestId: randomUUID(),
    domainName: 'sockets.execute-api.us-east-1.amazonaws.com',
    connectionId: socket.connectionId,
    apiId: 'sockets',
    authorizer: { ...toContext(me), channelId: socket.channelId, principalId: me.userId },
  },
  ...(body === undefined ? {} : { body }),
  isBase64Encoded: false,
});
