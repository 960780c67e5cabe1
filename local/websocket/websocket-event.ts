import { randomBytes, randomUUID } from 'node:crypto';
import { requestTime } from '../http/http-request.ts';
import type { WebsocketApi } from './websocket-api.ts';

/** The connection's part of each event. */
export interface EventSource {
  readonly id: string;
  readonly connectedAt: Date;
  readonly identity: { readonly sourceIp: string; readonly userAgent: string | null };
  readonly host: string;
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** A request's id as a WebSocket API writes it. */
export const newRequestId = (): string => `${randomBytes(11).toString('base64url')}=`;

/** `requestContext` of a WebSocket event. */
export const websocketContext = (
  api: WebsocketApi,
  source: EventSource,
  routeKey: string,
  eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT',
) => {
  const now = new Date();
  const requestId = newRequestId();
  return {
    routeKey,
    ...(source.authorizer ? { authorizer: source.authorizer } : {}),
    ...(eventType === 'MESSAGE' ? { messageId: randomUUID() } : {}),
    eventType,
    extendedRequestId: requestId,
    requestTime: requestTime(now),
    messageDirection: 'IN',
    stage: api.stage,
    connectedAt: source.connectedAt.getTime(),
    requestTimeEpoch: now.getTime(),
    identity: source.identity,
    requestId,
    domainName: source.host,
    connectionId: source.id,
    apiId: api.id,
  };
};
