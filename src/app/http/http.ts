import middy, { type MiddlewareObj } from '@middy/core';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import type * as z from 'zod';
import type { Route } from '../../contract/route.ts';
import { Failure } from '../../domain/shared/failure.ts';
import type { Principal } from '../../domain/shared/principal.ts';
import { parse } from '../parse.ts';
import { fromContext } from '../principal-context.ts';
import type { HttpEvent, HttpResponse } from './http-event.ts';
import { jsonBody } from './json-body.ts';
import { pathParams } from './path-params.ts';
import { problems } from './problems.ts';
import { respond } from './respond.ts';
import { securityHeaders } from './security-headers.ts';

/** What a handler is given: the caller, and what the route's schemas made of the request. */
export interface Request<P, Q, B> {
  readonly me: Principal;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Names the request in every error that it answers. */
  readonly requestId: string;
}

/** What a handler may answer with where its route has more than one success status. */
export interface Reply<R> {
  readonly status: number;
  readonly body: R;
}

const requirePermission = (route: Route, me: Principal): void => {
  if (route.permissions.length === 0) return;
  if (route.permissions.some((permission) => me.permissions.includes(permission))) return;
  throw new Failure('missing.permissions', { permission: route.permissions.join(' or ') });
};

/**
 * One route as a Lambda handler: the one chain of every REST function. It authenticates by the authorizer's context,
 * checks the route's permissions, and parses at the door.
 */
export const http = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  act: (request: Request<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply<z.input<R>>>,
) => {
  const parts = <S extends z.ZodType>(schema: S | undefined, value: unknown, where: string): z.output<S> =>
    (schema === undefined ? undefined : parse(schema, value, where)) as z.output<S>;

  const handle = async (event: HttpEvent): Promise<HttpResponse> => {
    const me = fromContext(event.requestContext.authorizer);
    requirePermission(route as unknown as Route, me);
    const reply = await act({
      me,
      params: parts(route.params, pathParams(route.path, event.resource ?? '', event.pathParameters), ''),
      query: parts(route.query, event.queryStringParameters ?? {}, ''),
      body: parts(route.body, event.body, ''),
      requestId: event.requestContext.requestId,
    });
    return respond(reply.status, reply.body);
  };

  return middy()
    .use(httpEventNormalizer() as unknown as MiddlewareObj)
    .use(httpHeaderNormalizer() as unknown as MiddlewareObj)
    .use(jsonBody() as unknown as MiddlewareObj)
    .use(httpSecurityHeaders(securityHeaders) as unknown as MiddlewareObj)
    .use(problems(route as unknown as Route) as unknown as MiddlewareObj)
    .handler(handle as never);
};
