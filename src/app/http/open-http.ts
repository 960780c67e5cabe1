import middy, { type MiddlewareObj } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import type * as z from 'zod';
import type { Route } from '../../contract/route.ts';
import { parse } from '../parse.ts';
import type { Reply } from './http.ts';
import type { HttpEvent, HttpResponse } from './http-event.ts';
import { jsonBody } from './json-body.ts';
import { pathParams } from './path-params.ts';
import { problems } from './problems.ts';
import { respond } from './respond.ts';
import { securityHeaders } from './security-headers.ts';

/** A route that anyone may call as a Lambda handler: there is no caller, only what the schemas made of the request. */
export const openHttp = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, z.ZodUndefined, B, R>,
  act: (request: { readonly params: z.output<P>; readonly body: z.output<B> }) => Promise<Reply<z.input<R>>>,
) => {
  const handle = async (event: HttpEvent): Promise<HttpResponse> => {
    const params = pathParams(route.path, event.resource ?? '', event.pathParameters);
    const reply = await act({
      params: parse(route.params as P, params, ''),
      body: parse(route.body as B, event.body, ''),
    });
    return respond(reply.status, reply.body);
  };
  return middy()
    .use(httpHeaderNormalizer() as unknown as MiddlewareObj)
    .use(jsonBody() as unknown as MiddlewareObj)
    .use(httpSecurityHeaders(securityHeaders) as unknown as MiddlewareObj)
    .use(problems(route as unknown as Route) as unknown as MiddlewareObj)
    .handler(handle as never);
};
