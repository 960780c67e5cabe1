import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type ErrorCode, errorCodes } from '../../src/contract/errors.ts';

/** API Gateway's limit for a request's body. */
const bodyBytes = 10 * 1024 * 1024;

/** What API Gateway answers itself, before or instead of a function, by the contract's code. */
const answers: readonly (readonly [ResponseType, ErrorCode])[] = [
  [ResponseType.UNAUTHORIZED, 'authentication.required'],
  // The authorizer only ever says who someone is: a refusal is about the token, never about permissions.
  [ResponseType.ACCESS_DENIED, 'authentication.required'],
  [ResponseType.EXPIRED_TOKEN, 'authentication.required'],
  [ResponseType.INVALID_SIGNATURE, 'authentication.required'],
  // API Gateway's name for a path that no resource has.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'not.found'],
  [ResponseType.RESOURCE_NOT_FOUND, 'not.found'],
  // Only the mock that refuses other methods looks at media types.
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'method.not.allowed'],
  [ResponseType.REQUEST_TOO_LARGE, 'payload.too.large'],
  // The web ACL's refusals; it answers by itself where an address sends too much.
  [ResponseType.WAF_FILTERED, 'bad.request'],
  // No key that the authorizer names is missing, but while a first deployment with keys is under way.
  [ResponseType.INVALID_API_KEY, 'service.unavailable'],
  [ResponseType.THROTTLED, 'too.many.requests'],
  [ResponseType.QUOTA_EXCEEDED, 'too.many.requests'],
  [ResponseType.INTEGRATION_TIMEOUT, 'service.unavailable'],
  [ResponseType.INTEGRATION_FAILURE, 'service.unavailable'],
  [ResponseType.DEFAULT_4XX, 'bad.request'],
  [ResponseType.DEFAULT_5XX, 'internal.server.error'],
];

const params: Readonly<Partial<Record<ErrorCode, Record<string, string>>>> = {
  'payload.too.large': { limitBytes: String(bodyBytes) },
};

/** What who calls a path that is not served is told: no method of the vendor's SDK is missing without a word. */
const hint = { path: 'path', message: 'Nothing is served here. docs/api/sdk.md lists what is.' };

/** The contract's error envelope, with the request's id filled in by API Gateway. */
export const envelope = (
  code: ErrorCode,
  details: readonly { readonly path: string; readonly message: string }[] = [],
): string => {
  const messageParams = params[code] ?? {};
  const message = errorCodes[code].message.replace(
    /\{(\w+)\}/g,
    (_, name: string) => messageParams[name] ?? '',
  );
  return JSON.stringify({
    message,
    code,
    status: errorCodes[code].status,
    messageParams,
    contextId: '$context.requestId',
    details,
  });
};

/** Headers of what API Gateway answers itself. It carries no data, so that any origin may read it. */
export const ownHeaders = {
  'Access-Control-Allow-Origin': "'*'",
  'Cache-Control': "'no-store'",
  'X-Content-Type-Options': "'nosniff'",
} as const;

/** Makes API Gateway's own refusals speak as the functions do. */
export const addGatewayErrors = (api: RestApi): void => {
  for (const [type, code] of answers) {
    api.addGatewayResponse(`On${type.responseType}`, {
      type,
      statusCode: String(errorCodes[code].status),
      responseHeaders: {
        ...ownHeaders,
        ...(errorCodes[code].status === 429 ? { 'Retry-After': "'1'" } : {}),
      },
      templates: {
        'application/json': envelope(code, type === ResponseType.MISSING_AUTHENTICATION_TOKEN ? [hint] : []),
      },
    });
  }
};
