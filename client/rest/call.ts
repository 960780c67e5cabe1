import type * as z from 'zod';
import type { Route } from '../../src/contract/route.ts';
import type { FetchLike } from './fetch-like.ts';
import { ProblemError, problemOf } from './problem-error.ts';
import { routeUrl } from './route-url.ts';

type Part<K extends string, I> = undefined extends I
  ? { readonly [key in K]?: I }
  : object extends I
    ? { readonly [key in K]?: I }
    : { readonly [key in K]: I };

/** What a route is called with: its parts as its schemas take them. */
export type CallInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<
  'params',
  z.input<P>
> &
  Part<'query', z.input<Q>> &
  Part<'body', z.input<B>> & { readonly signal?: AbortSignal };

/** Calls a route of the contract; answers what its response schema makes of the answer. */
export type Call = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  ...input: object extends CallInput<P, Q, B> ? [input?: CallInput<P, Q, B>] : [input: CallInput<P, Q, B>]
) => Promise<z.output<R>>;

/** Where the API is and who calls it. */
export interface CallOptions {
  /** What stands before `/api/v2`, without a slash at the end. */
  readonly url: string;
  /** The access token now; asked before each call, so that it may be renewed. */
  readonly token: () => string | Promise<string>;
  readonly fetch: FetchLike;
}

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Installations that a call goes on to before it is given up: tenants seldom move, and two could name each other. */
const mostMoves = 3;

/** Where a tenant is served that is served here no more; undefined where the token would travel in the clear there. */
const movedTo = (error: unknown, from: string): string | undefined => {
  if (!(error instanceof ProblemError) || error.code !== 'tenant.moved') return undefined;
  const url = error.body.messageParams.url ?? '';
  if (!URL.canParse(url)) return undefined;
  const isSafe = new URL(url).protocol === 'https:' || new URL(from).protocol === 'http:';
  return isSafe ? url : undefined;
};

/**
 * Makes the one function that calls any route. A tenant that was moved is followed to its installation, with the same
 * token and by every later call: nothing was done where it is not. It rejects with a ProblemError where the API
 * refuses.
 */
export const createCall = ({ url, token, fetch }: CallOptions): Call => {
  let base = url;
  // An overload, which only a declaration can have: of a route, its input and its answer belong together.
  async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: Route<P, Q, B, R>,
    ...input: object extends CallInput<P, Q, B> ? [input?: CallInput<P, Q, B>] : [input: CallInput<P, Q, B>]
  ): Promise<z.output<R>>;
  async function call(route: Route, input: LooseInput = {}): Promise<unknown> {
    for (let moves = 0; ; moves += 1) {
      try {
        return await callAt(base, route, input);
      } catch (error) {
        const next = moves < mostMoves ? movedTo(error, base) : undefined;
        if (next === undefined) throw error;
        base = next;
      }
    }
  }
  const callAt = async (at: string, route: Route, input: LooseInput): Promise<unknown> => {
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    const answer = await fetch(routeUrl(at, route.path, input.params, input.query), {
      method: route.method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    });
    const text = await answer.text();
    if (!route.statuses.includes(answer.status))
      throw problemOf(answer.status, text, answer.headers.get('retry-after'));
    return route.response === undefined ? undefined : route.response.parse(JSON.parse(text));
  };
  return call;
};
