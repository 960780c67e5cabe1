import middy, { type MiddlewareObj } from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type * as z from 'zod';
import { log } from '../adapters/log.ts';
import type { Needs } from '../adapters/port.ts';
import type { Access } from '../contract/access.ts';
import { TenantParams } from '../contract/ids.ts';
import { type RateName, rateOf } from '../contract/rates.ts';
import type { Authorizer, Route } from '../contract/route.ts';
import { admitToRoute } from '../domain/shared/admission.ts';
import type { Clock } from '../domain/shared/clock.ts';
import { Failure } from '../domain/shared/failure.ts';
import {
  isRevoked,
  notHere,
  type Principal,
  type RelocationStore,
  type RevocationStore,
  requireHere,
} from '../domain/shared/principal.ts';
import { type RateDeps, spendOwn, spendTenants, tooMany } from '../domain/shared/rate.ts';
import { failureOf, parse, problem } from './faults.ts';
import { pathParams, queryOf, readBody, whence } from './http-input.ts';
import { fromContext, limitedSeconds, relocationIn } from './principal-context.ts';

/** What a handler is given: the caller, and what the route's schemas made of the request. */
export interface Request<P, Q, B, A extends Authorizer> {
  /** Absent where no authorizer let the caller in. */
  readonly me: A extends 'user' | 'guest' ? Principal : undefined;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Names the request in every error that it answers. */
  readonly requestId: string;
}

/** What a handler answers: a status of its route's, and the body. */
export interface Reply<R> {
  readonly status: number;
  readonly body: R;
}

/** 200 with a body. */
export const ok = <R>(body: R): Reply<R> => ({ status: 200, body });
/** 201 with a body. */
export const created = <R>(body: R): Reply<R> => ({ status: 201, body });
/** 204, once the work given has finished. */
export const done = (_finished: unknown): Reply<undefined> => ({ status: 204, body: undefined });
/** 202, once the work given has been taken on. */
export const accepted = (_taken: unknown): Reply<undefined> => ({ status: 202, body: undefined });

/** What API Gateway is answered. */
interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What the middlewares have made of a request so far. */
interface Call extends Context {
  me?: Principal;
  input?: unknown;
}

/** One step of the chain. */
export type HttpMiddleware = MiddlewareObj<APIGatewayProxyEvent, HttpResponse, Error, Call>;

/** What a JSON API needs of the security headers: the rest speaks of pages, and would be two kilobytes an answer. */
const securityHeaders = {
  contentSecurityPolicy: false,
  permissionsPolicy: false,
  reportTo: false,
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  originAgentCluster: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  permittedCrossDomainPolicies: false,
} as const;

/**
 * Headers of every answer. Any origin may read it: the caller is known by a bearer token, which no other site's page
 * can send.
 */
const common = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };

const respond = (statusCode: number, body: unknown, type = 'application/json'): HttpResponse => ({
  statusCode,
  headers: { ...common, ...(body === undefined ? {} : { 'Content-Type': type }) },
  body: body === undefined ? '' : type === 'application/json' ? JSON.stringify(body) : String(body),
});

/** Answers every error in the contract's envelope; an unexpected one tells nothing and is logged by its name. */
const problems = (route: string): HttpMiddleware => ({
  onError: (request) => {
    const { requestId } = request.event.requestContext;
    const { code, params, details } = failureOf(request.error);
    const unexpected = code === 'internal.server.error';
    log(unexpected ? 'error' : 'info', unexpected ? 'request.failed' : 'request.refused', {
      route,
      requestId,
      error: code,
      ...(unexpected
        ? { cause: `${request.error?.name}: ${request.error?.stack?.split('\n')[1] ?? ''}` }
        : {}),
    });
    const body = problem(code, requestId, params, details);
    const { headers, ...response } = respond(body.status, body);
    const busy = body.status === 429 || body.status === 503;
    const retryAfter = { 'Retry-After': params.retryAfterSeconds ?? '1' };
    // Not returned: that would end the chain before the security headers are set.
    request.response = { ...response, headers: busy ? { ...headers, ...retryAfter } : headers };
  },
});

/** The caller, from the authorizer's context alone; a token that has ended counts for nothing, though an authorizer's answer is cached. */
const caller = (now: () => number): HttpMiddleware => ({
  before: ({ event, context }) => {
    const seconds = limitedSeconds(event.requestContext.authorizer);
    if (seconds !== undefined) throw tooMany(seconds);
    const relocation = relocationIn(event.requestContext.authorizer);
    if (relocation !== undefined) throw notHere(relocation);
    context.me = { ...fromContext(event.requestContext.authorizer), from: whence(event) };
    if (context.me.expires <= now()) throw new Failure('authentication.required');
  },
});

/** Lets in who has a permission of some way in. What they are to the thing is looked at where it is read. */
const permitted = (access: Access): HttpMiddleware => ({
  before: ({ context }) => {
    if (context.me !== undefined) admitToRoute(access, context.me);
  },
});

/** Refuses a token that was revoked since it was issued, also one that API Gateway remembers as good. */
const unrevoked = (
  route: Pick<Route, 'path'>,
  open: () => { readonly revocations?: Pick<RevocationStore, 'revokedAt'> },
): HttpMiddleware => ({
  before: async ({ context: { me } }) => {
    const { revocations } = open();
    if (revocations === undefined) throw new Error(`${route.path} must look for a revocation and may not`);
    if (me !== undefined && (await isRevoked({ revocations }, me)))
      throw new Failure('authentication.required');
  },
});

/** What a function must hold to count calls: every one whose caller shows no user's token. */
type Counting<A extends Authorizer> = A extends 'user' ? unknown : Pick<RateDeps, 'rates'>;

/** What a function must hold whose caller no authorizer has looked at: whether the tenant of its path is served here. */
type Locating<A extends Authorizer> = A extends 'user' | 'guest'
  ? unknown
  : { readonly relocations: Pick<RelocationStore, 'of'> };

const pathsTenant = (route: Pick<Route, 'path'>, event: APIGatewayProxyEvent): string =>
  parse(TenantParams, pathParams(route.path, event.resource, event.pathParameters)).tenantId;

/** Refuses a call for a tenant that is not served here, where no authorizer has. */
const located = (
  route: Pick<Route, 'path' | 'authorizer'>,
  open: () => { readonly relocations?: Pick<RelocationStore, 'of'> },
): HttpMiddleware => ({
  before: async ({ event }) => {
    const { relocations } = open();
    if (relocations === undefined)
      throw new Error(`${route.path} must look whether its tenant is here and may not`);
    await requireHere({ relocations }, pathsTenant(route, event));
  },
});

/** Whose call it is: a guest's own, or that of an address; of the tenant that the path names where no token does. */
const calling = (route: Pick<Route, 'path'>, event: APIGatewayProxyEvent, me: Principal | undefined) =>
  me === undefined
    ? { tenantId: pathsTenant(route, event), caller: event.requestContext.identity.sourceIp }
    : { tenantId: me.tenantId, caller: me.userId };

/** Counts a call of somebody who shows no user's token: by caller, by tenant, or both. */
const counted = (
  route: Pick<Route, 'path' | 'authorizer'>,
  open: () => { readonly clock: Clock; readonly rates?: RateDeps['rates'] },
  ...count: readonly ((deps: RateDeps, rate: RateName, tenantId: string, caller: string) => Promise<void>)[]
): HttpMiddleware => ({
  before: async ({ event, context }) => {
    const rate = rateOf[route.authorizer ?? 'user'];
    if (rate === undefined) return;
    const { clock, rates } = open();
    if (rates === undefined) throw new Error(`${route.path} counts calls and may not`);
    const { tenantId, caller: who } = calling(route, event, context.me);
    for (const one of count) await one({ clock, rates }, rate, tenantId, who);
  },
});

/** What the route's schemas make of the request's parts. */
const parsed = (route: Pick<Route, 'path' | 'params' | 'query' | 'body' | 'consumes'>): HttpMiddleware => ({
  before: ({ event, context }) => {
    const { params, query, body } = route;
    context.input = {
      me: context.me,
      params: params && parse(params, pathParams(route.path, event.resource, event.pathParameters)),
      query: query && parse(query, queryOf(event)),
      body: body && parse(body, readBody(event, route.consumes)),
      requestId: event.requestContext.requestId,
    };
  },
});

/**
 * One route as a Lambda handler: the one chain of every REST function. Each middleware does one thing: headers, errors,
 * the caller, the permission, the revocation, the rate, the schemas. No request may hold sockets: what its sender waits
 * for must not depend on who is pushed to.
 *
 * @param proof of a route that providers call: the middleware that verifies their signature
 */
export const http = <
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Authorizer,
  D extends {
    readonly clock: Clock;
    readonly sockets?: never;
    readonly rates?: RateDeps['rates'];
    readonly revocations?: Pick<RevocationStore, 'revokedAt'>;
    readonly relocations?: Pick<RelocationStore, 'of'>;
  },
>(
  route: Route<P, Q, B, R, A>,
  needs: Needs<D & Counting<A> & Locating<A>>,
  act: (deps: D, request: Request<z.output<P>, z.output<Q>, z.output<B>, A>) => Promise<Reply<z.input<R>>>,
  ...proof: A extends 'provider' ? [HttpMiddleware] : []
) => {
  const knowsCaller = route.authorizer === undefined || route.authorizer === 'guest';
  const looks = route.authorizer === undefined && route.revocation === undefined;
  return (
    middy<APIGatewayProxyEvent, HttpResponse, Error, Call>()
      .use(httpSecurityHeaders(securityHeaders))
      .use(problems(route.name))
      .use(knowsCaller ? [caller(() => needs.open().clock.now()), permitted(route.access)] : [])
      .use(looks ? [unrevoked(route, needs.open)] : [])
      .use(counted(route, needs.open, spendOwn))
      // A provider's tenant is one once the signature verifies: nobody else uses up what is the tenant's.
      .use([...proof])
      .use(knowsCaller ? [] : [located(route, needs.open)])
      .use(counted(route, needs.open, spendTenants))
      .use(parsed(route))
      .handler(async (_event, { input }) => {
        // The chain parsed it by this very route's schemas.
        const reply = await act(needs.open(), input as Request<z.output<P>, z.output<Q>, z.output<B>, A>);
        const answer = respond(reply.status, reply.body, route.produces);
        if (route.maxAgeSeconds !== undefined)
          answer.headers['Cache-Control'] = `public, max-age=${route.maxAgeSeconds}`;
        return answer;
      })
  );
};
