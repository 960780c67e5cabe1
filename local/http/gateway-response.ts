import { type HttpRequest, headerOf } from './http-request.ts';
import { statusOf } from './read-integration.ts';
import type { Integration, RestApi } from './rest-api.ts';

/** A whole HTTP answer. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Status and `x-amzn-ErrorType` of the gateway responses this runtime gives (AWS's defaults). */
const defaults = {
  ACCESS_DENIED: [403, 'AccessDeniedException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'AuthorizerConfigurationException'],
  INVALID_API_KEY: [403, 'ForbiddenException'],
  // Seen as 500 where Lambda throttles, though documented as 504 in general.
  INTEGRATION_FAILURE: [500, 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException'],
  REQUEST_TOO_LARGE: [413, 'RequestEntityTooLargeException'],
  THROTTLED: [429, 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException'],
  DEFAULT_5XX: [502, 'InternalServerErrorException'],
} as const satisfies Record<string, readonly [number, string]>;

export type GatewayResponseType = keyof typeof defaults;

/** Values of `$context.authorizer`. */
type AuthorizerContext = Readonly<Record<string, string>>;

/**
 * The answer that API Gateway itself gives: the template's own GatewayResponse of that type, else the
 * template's DEFAULT_4XX or DEFAULT_5XX, else AWS's.
 *
 * @param message `$context.error.message`
 */
export const gatewayResponse = (
  api: RestApi,
  request: HttpRequest,
  type: GatewayResponseType,
  message: string | null,
  authorizer: AuthorizerContext = {},
): HttpAnswer => {
  const [defaultStatus, errorType] = defaults[type];
  const family = defaultStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const custom = api.gatewayResponses.get(type) ?? api.gatewayResponses.get(family);
  const variables: Record<string, string> = {
    ...contextVariables(api, request),
    'error.message': message ?? '',
    'error.messageString': JSON.stringify(message),
    'error.responseType': type,
  };
  for (const [name, value] of Object.entries(authorizer)) variables[`authorizer.${name}`] = value;

  const [contentType, template] = Object.entries(custom?.templates ?? {})[0] ?? [
    'application/json',
    `{"${type === 'ACCESS_DENIED' ? 'Message' : 'message'}":$context.error.messageString}`,
  ];
  const headers: Record<string, string> = {
    'Content-Type': contentType,
    'x-amzn-ErrorType': errorType,
    'x-amzn-RequestId': request.requestId,
    'x-amz-apigw-id': request.extendedRequestId,
  };
  for (const [name, value] of Object.entries(custom?.parameters ?? {})) {
    const header = /^gatewayresponse\.header\.(.+)$/.exec(name)?.[1];
    const given = header ? parameterValue(value, request, variables) : undefined;
    if (header && given !== undefined) headers[header] = given;
  }
  const body = fill(template, variables);
  return { statusCode: custom?.statusCode ?? defaultStatus, headers, body: Buffer.from(body) };
};

/** Values of `$context` for a request, by name. */
const contextVariables = (api: RestApi, request: HttpRequest): Readonly<Record<string, string>> => {
  return {
    requestId: request.requestId,
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.method,
    path: request.path,
    stage: api.stage,
    apiId: api.id,
    requestTimeEpoch: String(request.time.getTime()),
    'identity.sourceIp': request.sourceIp,
  };
};

const fill = (template: string, variables: Readonly<Record<string, string>>): string => {
  return template.replace(/\$context\.(\w+(?:\.\w+)*)/g, (_, name: string) => variables[name] ?? '');
};

/** The answer of a mock integration, or none where it does not take the request's media type. */
export const mockResponse = (
  api: RestApi,
  request: HttpRequest,
  { answers, templates, strict }: Extract<Integration, { kind: 'mock' }>,
): HttpAnswer | undefined => {
  const given = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type');
  const type = given?.[1].split(';', 1)[0]?.trim().toLowerCase() || 'application/json';
  const chooses = templates[type];
  if (strict && chooses === undefined) return undefined;
  const status = String(statusOf(chooses ?? '', request.method) ?? '');
  const chosen = answers.find(({ selects }) => selects?.test(status)) ?? answers.find((it) => !it.selects);
  const { statusCode, headers, template = '' } = chosen ?? { statusCode: 500, headers: {} };
  const overrides = template.startsWith('#set($origin');
  return {
    statusCode,
    headers: {
      ...headers,
      ...(overrides ? ownOrigin(template, headerOf(request, 'origin')) : {}),
      'x-amzn-RequestId': request.requestId,
    },
    body: Buffer.from(overrides ? '' : fill(template, contextVariables(api, request))),
  };
};

/** What the one template with logic that this runtime knows does: it names the caller's origin where it is listed. */
const ownOrigin = (template: string, origin: string | undefined): Readonly<Record<string, string>> =>
  origin !== undefined && template.includes(`$origin == "${origin}"`)
    ? { 'Access-Control-Allow-Origin': origin }
    : {};

/** A mapped header: a literal in quotes, a request header, or a context variable. */
const parameterValue = (
  value: string,
  request: HttpRequest,
  variables: Readonly<Record<string, string>>,
): string | undefined => {
  const literal = /^'(.*)'$/s.exec(value)?.[1];
  if (literal !== undefined) return literal;
  const header = /^method\.request\.header\.(.+)$/.exec(value)?.[1]?.toLowerCase();
  if (header)
    return Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === header)?.[1];
  return variables[value.replace(/^\$?context\./, '')];
};
