import * as z from 'zod';
import { Permission } from './permissions.ts';

/**
 * Where a claim is: its name, or names with dots between where claims lie in claims (`realm_access.roles`). With a
 * prefix, the words of the claim that begin with it, without it: scopes hold several things at once.
 */
const ClaimPath = z.union([
  z.string().min(1),
  z.strictObject({ claim: z.string().min(1), prefix: z.string().min(1) }),
]);
export type ClaimPath = z.output<typeof ClaimPath>;

/** How an issuer's tokens say who somebody is. */
const Mapping = z.strictObject({
  /** Which of an issuer's tokens these are, where tokens say their `token_use`, as Cognito's do. */
  use: z.enum(['access', 'id']).default('access'),
  tenant: ClaimPath,
  name: ClaimPath,
  /** Permissions, or roles that stand for some. */
  permissions: ClaimPath,
  divisions: ClaimPath,
  /** Permissions of each role, by the issuer's name for it (a group, a role). */
  roles: z.record(z.string(), z.array(Permission)).default({}),
  /**
   * Where tokens name no audience: the scopes that stand for it begin with this (a resource server's identifier and a
   * slash). Unless set, tokens must name the audience.
   */
  audienceScope: z.string().min(1).optional(),
});
export type Mapping = z.output<typeof Mapping>;

/** One mapping, or one for each kind of token that an issuer gives out; the first that fits the token's use counts. */
export const TokenClaims = z
  .union([Mapping, z.array(Mapping).min(1)])
  .transform((given) => (Array.isArray(given) ? given : [given]));
export type TokenClaims = z.input<typeof TokenClaims>;
