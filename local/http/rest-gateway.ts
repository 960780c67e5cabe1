import type { IncomingMessage, ServerResponse } from 'node:http';
import { isThrottled } from '../lambda/concurrency.ts';
import type { Functions } from '../lambda/functions.ts';
import type { InvocationResult } from '../lambda/invocation.ts';
import type { Authorize } from './authorize.ts';
import {
  type GatewayResponseType,
  gatewayResponse,
  type HttpAnswer,
  mockResponse,
} from './gateway-response.ts';
import { accountId, readHttpRequest } from './http-request.ts';
import { matchRoute } from './match-route.ts';
import { baseEvent, proxyEvent } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';
import { readBody } from './read-body.ts';
import type { Integration, RestApi } from './rest-api.ts';
import { createThrottling } from './throttling.ts';

/** Bytes of a request's body (API Gateway quota). */
const bodyLimitBytes = 10 * 1024 * 1024;

/** Answers requests as API Gateway does for a REST API with Lambda proxy and mock integrations. */
export const createRestGateway = ({
  api,
  functions,
  authorize,
  region,
}: {
  api: RestApi;
  functions: Functions;
  authorize: Authorize;
  region: string;
}): ((message: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const throttled = createThrottling(api);
  return async (message, response) => {
    const request = readHttpRequest(message);
    const refuse = (
      type: GatewayResponseType,
      text: string | null,
      context?: Readonly<Record<string, string>>,
    ) => send(response, gatewayResponse(api, request, type, text, context));

    const body = await readBody(message, bodyLimitBytes);
    const match = matchRoute(api, request.method, request.path);
    if (!match) return refuse('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
    if (!body) return refuse('REQUEST_TOO_LARGE', `HTTP content length exceeded ${bodyLimitBytes} bytes.`);

    const { integration, authorizer } = match.method;
    let context: Readonly<Record<string, string>> | undefined;
    let key: string | undefined;
    if (authorizer) {
      const arn = `arn:aws:execute-api:${region}:${accountId}:${api.id}/${api.stage}/${request.method}${match.path}`;
      const decision = await authorize(authorizer, request, arn, baseEvent(api, request, match));
      if (!decision.allowed) return refuse(decision.fault, decision.message);
      context = decision.context;
      key = decision.usageIdentifierKey;
    }
    const over = throttled(match, key);
    if (over) return refuse(over, over === 'THROTTLED' ? 'Too Many Requests' : 'Forbidden', context);
    if (integration.kind === 'mock') {
      const answer = mockResponse(api, request, integration);
      return answer ? send(response, answer) : refuse('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
    }
    if (integration.kind === 'unsupported') {
      return refuse('DEFAULT_5XX', `The local runtime has no ${integration.what}`);
    }
    const event = proxyEvent(api, request, match, body, context && { ...context, integrationLatency: 0 });
    const fail = () => refuse('DEFAULT_5XX', 'Internal server error', context);
    const late = () => refuse('INTEGRATION_TIMEOUT', 'Endpoint request timed out', context);

    const result = await before(functions.invoke(integration.functionUri, event), integration);
    if (result === 'late') return late();
    if (!result.ok && result.error.errorType === 'RequestEntityTooLargeException') {
      return refuse('REQUEST_TOO_LARGE', 'Request Entity Too Large', context);
    }
    // What Lambda refuses for want of concurrency is no answer of the function, but a failure of the integration.
    if (isThrottled(result)) return refuse('INTEGRATION_FAILURE', 'Internal server error', context);
    const answer = result.ok ? proxyResponse(api, request, result.payload) : undefined;
    if (answer) send(response, answer);
    else fail();
  };
};

const before = async (
  result: Promise<InvocationResult>,
  { timeoutMs }: Extract<Integration, { kind: 'lambda' }>,
): Promise<InvocationResult | 'late'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
};

const send = (response: ServerResponse, { statusCode, headers, body }: HttpAnswer): void => {
  if (response.headersSent) return;
  const empty = statusCode === 204 || statusCode === 304;
  response.writeHead(statusCode, {
    ...(headers as Record<string, string>),
    ...(empty ? {} : { 'Content-Length': body.length }),
  });
  response.end(empty ? undefined : body);
};
