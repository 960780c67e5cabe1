import type { Authorize } from '../http/authorize.ts';
import { accountId, type HttpRequest, headerOf } from '../http/http-request.ts';
import type { Functions } from '../lambda/functions.ts';
import { newConnectionId } from './connection.ts';
import type { WebsocketApi } from './websocket-api.ts';
import { type EventSource, websocketContext } from './websocket-event.ts';

/** Whether a handshake may go on. */
export type Opening =
  | { readonly open: true; readonly source: EventSource; readonly protocol?: string }
  | { readonly open: false; readonly status: number; readonly connectionId: string };

/** Runs the authorizer and the `$connect` route; a refusal carries the status of the handshake's answer. */
export const openConnection = async (
  api: WebsocketApi,
  request: HttpRequest,
  { functions, authorize, region }: { functions: Functions; authorize: Authorize; region: string },
): Promise<Opening> => {
  let source: EventSource = {
    id: newConnectionId(),
    connectedAt: new Date(),
    identity: { sourceIp: request.sourceIp, userAgent: headerOf(request, 'user-agent') ?? null },
    host: request.host,
  };
  const refused = (status: number): Opening => ({ open: false, status, connectionId: source.id });
  const route = api.routes.get('$connect');
  if (!route) return { open: true, source };

  const parts = {
    headers: request.headers,
    multiValueHeaders: request.multiValueHeaders,
    ...(request.query
      ? { queryStringParameters: request.query, multiValueQueryStringParameters: request.multiValueQuery }
      : {}),
  };
  if (route.authorizer) {
    const arn = `arn:aws:execute-api:${region}:${accountId}:${api.id}/${api.stage}/$connect`;
    const requestContext = websocketContext(api, source, '$connect', 'CONNECT');
    const decision = await authorize(route.authorizer, request, arn, { ...parts, requestContext });
    if (!decision.allowed) {
      const status = { UNAUTHORIZED: 401, ACCESS_DENIED: 403, AUTHORIZER_CONFIGURATION_ERROR: 500 };
      return refused(status[decision.fault]);
    }
    source = { ...source, authorizer: decision.context };
  }
  const result = await functions.invoke(route.functionUri, {
    ...parts,
    requestContext: websocketContext(api, source, '$connect', 'CONNECT'),
    isBase64Encoded: false,
  });
  if (!result.ok) return refused(502);
  const { statusCode, headers } = (result.payload ?? {}) as {
    statusCode?: number;
    headers?: Record<string, string>;
  };
  if (typeof statusCode !== 'number') return refused(502);
  if (statusCode < 200 || statusCode > 299) return refused(statusCode);
  const protocol = Object.entries(headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'sec-websocket-protocol',
  )?.[1];
  return { open: true, source, ...(protocol ? { protocol } : {}) };
};
