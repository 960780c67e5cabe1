import middy, { type MiddlewareObj } from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { metrics } from '../../contract/env.ts';
import type { IntegrationSecret } from '../../contract/integration.ts';
import type { Route } from '../../contract/route.ts';
import type { IntegrationKey, IntegrationSecrets } from '../../domain/routing/directory.ts';
import { Failure } from '../../domain/shared/failure.ts';
import type { HttpResponse } from '../http/http-event.ts';
import { pathParams } from '../http/path-params.ts';
import { problems } from '../http/problems.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { log } from '../logger.ts';
import { count } from '../metrics.ts';
import { parse } from '../parse.ts';
import { formFields } from './form.ts';
import { type RawRequest, rawRequest } from './raw-request.ts';

/** Whether the holder of this secret made this request. */
export type Signed = (secret: IntegrationSecret, request: RawRequest) => boolean;

/** What a provider's request gives its handler, once its signature has verified. */
export interface Delivered<P, B> {
  /** Tenant and integration of the path: believed, for the request is signed with that integration's secret. */
  readonly from: P;
  readonly query: Readonly<Record<string, string>>;
  readonly body: B;
}

const verify = async (
  secrets: IntegrationSecrets,
  from: IntegrationKey,
  signed: Signed,
  request: RawRequest,
): Promise<boolean> => {
  const known = await secrets.get(from);
  if (known !== undefined && signed(known, request)) return true;
  const fresh = await secrets.get(from, true);
  return fresh !== undefined && fresh !== known && signed(fresh, request);
};

const readBody = (route: Route, request: RawRequest): unknown => {
  if (route.consumes === 'application/x-www-form-urlencoded') return formFields(request.body);
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new Failure('bad.request', {}, [{ path: 'body', message: 'the body is not valid JSON' }]);
  }
};

/**
 * A provider's webhook as a Lambda handler. Nobody has let the caller in: nothing of the request counts before its
 * signature verifies with the secret of the integration that the path names. Which tenants and integrations exist is
 * not revealed: all that does not verify is answered alike.
 */
export const webhook = <P extends z.ZodType<IntegrationKey>, B extends z.ZodType>(
  route: Route<P, z.ZodUndefined, B, z.ZodString>,
  options: { readonly channel: string; readonly secrets: () => IntegrationSecrets; readonly signed: Signed },
  act: (delivered: Delivered<z.output<P>, z.output<B>>) => Promise<string>,
) => {
  const plain = route as unknown as Route;
  const handle = async (event: APIGatewayProxyEvent): Promise<HttpResponse> => {
    const from = parse(route.params as P, pathParams(route.path, event.resource, event.pathParameters), '');
    const request = rawRequest(event);
    if (!(await verify(options.secrets(), from, options.signed, request))) {
      count(metrics.signatureRefused, options.channel);
      log('warn', 'signature.refused', { route: route.name, requestId: event.requestContext.requestId });
      throw new Failure('signature.invalid');
    }
    const body = (
      route.body === undefined ? undefined : parse(route.body, readBody(plain, request), '')
    ) as z.output<B>;
    const answer = await act({ from, query: request.query, body });
    const headers = { 'Cache-Control': 'no-store', 'Content-Type': route.produces ?? 'application/json' };
    return { statusCode: route.statuses[0], headers, body: answer };
  };

  return middy()
    .use(httpSecurityHeaders(securityHeaders) as unknown as MiddlewareObj)
    .use(problems(plain) as unknown as MiddlewareObj)
    .handler(handle as never);
};
