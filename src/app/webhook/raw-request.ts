import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A provider's request as it was sent: what a signature is made over. */
export interface RawRequest {
  /** The URL that the provider called. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The body's very bytes. */
  readonly body: Buffer;
}

const queryString = (query: APIGatewayProxyEvent['multiValueQueryStringParameters']): string => {
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    ),
  ).toString();
  return search === '' ? '' : `?${search}`;
};

const present = (
  values: Readonly<Record<string, string | undefined>> | null,
  rename: (n: string) => string,
) =>
  Object.fromEntries(
    Object.entries(values ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[rename(name), value]],
    ),
  );

/** The request behind a proxy event. Domain and path are API Gateway's own account of the call, not the caller's. */
export const rawRequest = (event: APIGatewayProxyEvent): RawRequest => ({
  url: `https://${event.requestContext.domainName}${event.requestContext.path}${queryString(event.multiValueQueryStringParameters)}`,
  headers: present(event.headers, (name) => name.toLowerCase()),
  query: present(event.queryStringParameters, (name) => name),
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
});
