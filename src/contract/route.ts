import type * as z from 'zod';
import type { Access } from './access.ts';
import type { ErrorCode } from './errors.ts';

type Shape = z.ZodType;

/**
 * Who lets a caller in: a user's bearer token, a guest's token (authorize/guest), a provider's signature, which the
 * function verifies, or nobody.
 */
export type Authorizer = 'user' | 'guest' | 'provider' | 'none';

/**
 * Where a revocation is not read before a route does anything. `cached`: it counts once API Gateway forgets that the
 * token was good, within 60 s, for what is written here costs no read. `last`: the use case reads it after its own write,
 * so that one of the two finds the other.
 */
export type RevocationCheck = 'cached' | 'last';

/** One REST route, declared once: the API, the handler's checks and the OpenAPI document derive from it. */
export interface Route<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends Shape = Shape,
  A extends Authorizer = Authorizer,
> {
  /** kebab-case; also the function's file name under functions/http/. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v2, with {parameters}. */
  readonly path: string;
  readonly summary: string;
  /** The Genesys SDK's method for it; absent for routes of ours. */
  readonly sdk?: string;
  readonly tag: string;
  /** Who may, by what they are to the thing and what they are permitted: the ways in, tried in this order. */
  readonly access: Access;
  /** Absent for a user's. */
  readonly authorizer?: A;
  /** When a revocation of a user ends this route for them; at once where it is absent. */
  readonly revocation?: RevocationCheck;
  /** The body's media type where it is not JSON; such a body reaches the handler as the bytes that were sent. */
  readonly consumes?: 'application/x-www-form-urlencoded';
  /** The answer's media type where it is not JSON. */
  readonly produces?: 'text/xml' | 'text/plain' | 'text/javascript';
  /** How long browsers may keep the answer, which is the same for everybody; no answer is kept where it is absent. */
  readonly maxAgeSeconds?: number;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Absent for an empty answer. */
  readonly response?: R;
  /** The success status, and any other that the same shape travels under. */
  readonly statuses: readonly [number, ...number[]];
  readonly errors: readonly ErrorCode[];
}

/** Declares a route and keeps its schemas' types. */
export const defineRoute = <
  P extends Shape = z.ZodUndefined,
  Q extends Shape = z.ZodUndefined,
  B extends Shape = z.ZodUndefined,
  R extends Shape = z.ZodUndefined,
  A extends Authorizer = 'user',
>(
  route: Route<P, Q, B, R, A>,
): Route<P, Q, B, R, A> => route;
