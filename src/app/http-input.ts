import { isIP } from 'node:net';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { limits } from '../contract/limits.ts';
import { badRequest } from '../domain/shared/failure.ts';
import { parseJson } from './faults.ts';

/**
 * Where a request comes from: the address that reached the API, and the last one before it that a proxy names. CloudFront,
 * before the console, names its viewer; who calls the API without it can name any.
 */
export const whence = ({
  headers,
  requestContext,
}: Pick<APIGatewayProxyEvent, 'headers' | 'requestContext'>): string => {
  const { sourceIp } = requestContext.identity;
  const forwarded = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'x-forwarded-for');
  const hops = (forwarded?.[1] ?? '').split(',').map((hop) => hop.trim());
  const before = hops.filter((hop) => isIP(hop) !== 0 && hop !== sourceIp).at(-1);
  return before === undefined ? sourceIp : `${before} via ${sourceIp}`;
};

const variable = (part: string): string | undefined => /^\{(.+)\}$/.exec(part)?.[1];

/** A path variable as it was meant: API Gateway hands it on as it stood in the path, percent-encoded. */
const decode = (name: string, value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    throw badRequest(name, 'the percent-encoding is not valid');
  }
};

/**
 * A route's path variables under the route's own names, decoded. API Gateway allows one variable for siblings, so
 * `/messages/{integrationId}/inbound` and `/messages/{conversationId}` share the name that came first: the
 * value belongs to the place in the path, not to the name in the event.
 *
 * @param path of the route, below the API's base
 * @param resource the matched resource as API Gateway names it
 */
export const pathParams = (
  path: string,
  resource: string,
  values: Readonly<Record<string, string | undefined>> | null,
): Record<string, string> => {
  const given = resource.split('/').filter(Boolean);
  const own = path.split('/').filter(Boolean);
  const base = given.length - own.length;
  return Object.fromEntries(
    own.flatMap((part, index) => {
      const name = variable(part);
      if (name === undefined) return [];
      const value = values?.[variable(given[base + index] ?? '') ?? name];
      return value === undefined ? [] : [[name, decode(name, value)]];
    }),
  );
};

/** A request's query; a name that comes more than once keeps all its values. */
export const queryOf = ({
  queryStringParameters: last,
  multiValueQueryStringParameters: all,
}: Pick<APIGatewayProxyEvent, 'queryStringParameters' | 'multiValueQueryStringParameters'>): Record<
  string,
  unknown
> => ({
  ...last,
  ...Object.fromEntries(Object.entries(all ?? {}).filter(([, values]) => (values ?? []).length > 1)),
});

/**
 * A form's fields; a name that comes more than once keeps all its values. One of too many fields is refused, as JSON of
 * too many values is: who sends it has not proven anything yet. Errors: bad.request.
 */
export const formFields = (body: Buffer): Record<string, string | string[]> => {
  const search = new URLSearchParams(body.toString('utf8'));
  if (search.size > limits.bodyValues)
    throw badRequest('body', `the body holds more than ${limits.bodyValues} values`);
  const names = [...new Set(search.keys())];
  const all = new Map(names.map((name): [string, string[]] => [name, []]));
  for (const [name, value] of search) all.get(name)?.push(value);
  return Object.fromEntries(
    [...all].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  );
};

/** The body's very bytes. */
export const bodyBytes = ({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/** The media type of a form, as a route declares it. */
export const form = 'application/x-www-form-urlencoded';

/**
 * The body by its media type; undefined where there is none. Middy's JSON parser is not used: it reads no other type,
 * and puts its result in the place of the bytes that a provider's signature is made over.
 */
export const readBody = (event: APIGatewayProxyEvent, consumes: string | undefined): unknown => {
  const bytes = bodyBytes(event);
  if (consumes === form) return formFields(bytes);
  return bytes.length === 0 ? undefined : parseJson(bytes.toString('utf8'), 'body');
};
