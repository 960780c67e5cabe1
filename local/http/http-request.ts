import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { localAccount } from '../template/model.ts';

/** What API Gateway knows of a request (also of a WebSocket handshake) before it looks at routes. */
export interface HttpRequest {
  readonly method: string;
  /** Path as sent, without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly multiValueHeaders: Readonly<Record<string, string[]>> | null;
  readonly query: Readonly<Record<string, string>> | null;
  readonly multiValueQuery: Readonly<Record<string, string[]>> | null;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly time: Date;
  readonly sourceIp: string;
  readonly host: string;
}

export const readHttpRequest = (message: IncomingMessage): HttpRequest => {
  const url = new URL(message.url ?? '/', 'http://local');
  const time = new Date();
  const traceId = `Root=1-${Math.floor(time.getTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  const sourceIp = (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  const headers = new Map<string, string[]>();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    append(headers, message.rawHeaders[index] as string, message.rawHeaders[index + 1] as string);
  }
  append(headers, 'X-Amzn-Trace-Id', traceId);
  append(headers, 'X-Forwarded-For', sourceIp);
  append(headers, 'X-Forwarded-Port', '443');
  append(headers, 'X-Forwarded-Proto', 'https');
  const query = new Map<string, string[]>();
  for (const [name, value] of url.searchParams) append(query, name, value);
  return {
    method: message.method ?? 'GET',
    path: (message.url ?? '/').split('?')[0] as string,
    headers: lastOfEach(headers),
    multiValueHeaders: Object.fromEntries(headers),
    query: query.size > 0 ? lastOfEach(query) : null,
    multiValueQuery: query.size > 0 ? Object.fromEntries(query) : null,
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
    traceId,
    time,
    sourceIp,
    host: message.headers.host ?? '127.0.0.1',
  };
};

/** Value of a header, in any letter case. */
export const headerOf = (request: HttpRequest, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  return Object.entries(request.headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
};

/** `requestContext.identity` of an unsigned request. */
export const identityOf = (request: HttpRequest) => {
  return {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: null,
    userAgent: headerOf(request, 'user-agent') ?? null,
    userArn: null,
  };
};

/** Time as API Gateway writes it: `22/Nov/2026:10:15:00 +0000`. */
export const requestTime = (time: Date): string => {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
};

export const accountId = localAccount;

/** Names are a caller's: in a map, `constructor` and `__proto__` are names like any other. */
const append = (lists: Map<string, string[]>, name: string, value: string): void => {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
};

const lastOfEach = (lists: ReadonlyMap<string, string[]>): Record<string, string> =>
  Object.fromEntries([...lists].map(([name, values]) => [name, values.at(-1) ?? '']));
