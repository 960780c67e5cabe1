import type { HttpAnswer } from './gateway-response.ts';
import { type HttpRequest, headerOf } from './http-request.ts';
import { isBinary } from './proxy-event.ts';
import type { RestApi } from './rest-api.ts';

/** Headers that API Gateway renames on their way out. */
const remapped = new Set(
  'authorization connection content-length content-md5 date expect host max-forwards proxy-authenticate server te trailer upgrade user-agent www-authenticate'.split(
    ' ',
  ),
);

/**
 * HTTP answer of a Lambda proxy result.
 *
 * @returns undefined where API Gateway finds the result malformed and answers 502
 */
export const proxyResponse = (
  api: RestApi,
  request: HttpRequest,
  payload: unknown,
): HttpAnswer | undefined => {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const { statusCode, body, isBase64Encoded, ...rest } = payload as Record<string, unknown>;
  const status = Number(statusCode);
  if (statusCode === undefined || !Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  const headers = proxyHeaders(rest);
  if (!headers) return undefined;
  const text = body ?? '';
  const type = headers.get('content-type')?.[1][0];
  const accepted = headerOf(request, 'accept')?.split(',')[0];
  const decode = isBase64Encoded === true && (isBinary(api, accepted) || isBinary(api, type));
  return {
    statusCode: status,
    headers: outgoing(request, headers),
    body: Buffer.from(text, decode ? 'base64' : 'utf8'),
  };
};

/** Headers of a proxy result or a stream's prelude, by lower-case name; undefined when malformed. */
export const proxyHeaders = (result: {
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
  readonly cookies?: unknown;
}): Map<string, [name: string, values: string[]]> | undefined => {
  const found = new Map<string, [string, string[]]>();
  const put = (name: string, values: unknown[]) =>
    found.set(name.toLowerCase(), [name, values.map((value) => String(value))]);
  for (const [name, value] of Object.entries((result.headers ?? {}) as object)) {
    if (typeof value === 'object' && value !== null) return undefined;
    if (value !== undefined && value !== null) put(name, [value]);
  }
  for (const [name, values] of Object.entries((result.multiValueHeaders ?? {}) as object)) {
    if (!Array.isArray(values)) return undefined;
    put(name, values);
  }
  if (Array.isArray(result.cookies)) put('Set-Cookie', result.cookies);
  return found;
};

/** Headers as they leave API Gateway. */
export const outgoing = (
  request: HttpRequest,
  headers: ReadonlyMap<string, readonly [string, readonly string[]]>,
): Record<string, string | string[]> => {
  const out: Record<string, string | string[]> = {
    'x-amzn-RequestId': request.requestId,
    'x-amz-apigw-id': request.extendedRequestId,
    'X-Amzn-Trace-Id': request.traceId,
  };
  if (!headers.has('content-type')) out['Content-Type'] = 'application/json';
  for (const [lower, [name, values]] of headers) {
    if (lower === 'transfer-encoding') continue;
    const value = values.length === 1 ? (values[0] as string) : [...values];
    out[remapped.has(lower) ? `x-amzn-Remapped-${name}` : name] = value;
  }
  return out;
};
