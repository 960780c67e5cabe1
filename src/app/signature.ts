import type { APIGatewayProxyEvent } from 'aws-lambda';
import { log } from '../adapters/log.ts';
import type { Needs } from '../adapters/port.ts';
import type { Signed, SignedRequest } from '../adapters/signed-request.ts';
import { ProviderParams } from '../contract/ids.ts';
import type { Route } from '../contract/route.ts';
import type { IntegrationSecrets } from '../domain/directory/directory.ts';
import { Failure } from '../domain/shared/failure.ts';
import { parse } from './faults.ts';
import type { HttpMiddleware } from './http.ts';
import { bodyBytes, form, formFields, pathParams } from './http-input.ts';

const queryString = (query: APIGatewayProxyEvent['multiValueQueryStringParameters']): string => {
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    ),
  ).toString();
  return search === '' ? '' : `?${search}`;
};

/** The request behind a proxy event. Domain and path are API Gateway's own account of the call, not the caller's. */
const signedRequest = (event: APIGatewayProxyEvent, consumes: string | undefined): SignedRequest => {
  const body = bodyBytes(event);
  const headers = new Map(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    url: `https://${event.requestContext.domainName}${event.requestContext.path}${queryString(event.multiValueQueryStringParameters)}`,
    header: (name) => headers.get(name) ?? '',
    query: event.queryStringParameters ?? {},
    body,
    // Read before any secret is: a form that is refused is refused whether its integration is there or not.
    form: consumes === form ? formFields(body) : {},
  };
};

/**
 * Lets a provider in. Nobody has let the caller in before: nothing of the request counts until its signature verifies
 * with the secret of the integration that the path names; tenant and integration of the path are believed after that.
 * Which tenants and integrations exist is not revealed: all that does not verify is answered alike.
 */
export const signature = (
  route: Pick<Route, 'name' | 'path' | 'consumes'>,
  channel: string,
  needs: Needs<{ readonly secrets: Pick<IntegrationSecrets, 'get'> }>,
  signed: Signed,
): HttpMiddleware => ({
  before: async ({ event }) => {
    const { secrets } = needs.open();
    const key = parse(ProviderParams, pathParams(route.path, event.resource, event.pathParameters));
    const request = signedRequest(event, route.consumes);
    const known = await secrets.get(key);
    if (known !== undefined && signed(known, request)) return;
    const fresh = await secrets.get(key, true);
    if (fresh !== undefined && fresh !== known && signed(fresh, request)) return;
    const { requestId } = event.requestContext;
    log('warn', 'signature.refused', { route: route.name, channel, requestId });
    throw new Failure('signature.invalid');
  },
});
