import type * as z from 'zod';
import type { Route } from '../../src/contract/route.ts';
import type { FetchLike } from './fetch-like.ts';
import { problemOf } from './problem-error.ts';
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

/** Makes the one function that calls any route. It rejects with a ProblemError where the API refuses. */
export const createCall = ({ url, token, fetch }: CallOptions): Call => {
  // An overload, which only a declaration can have: of a route, its input and its answer belong together.
  async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: Route<P, Q, B, R>,
    ...input: object extends CallInput<P, Q, B> ? [input?: CallInput<P, Q, B>] : [input: CallInput<P, Q, B>]
  ): Promise<z.output<R>>;
  async function call(route: Route, input: LooseInput = {}): Promise<unknown> {
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    const answer = await fetch(routeUrl(url, route.path, input.params, input.query), {
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
  }
  return call;
};
