import { oidcTokens } from '../../adapters/oidc/oidc-tokens.ts';
import { env } from '../../contract/env.ts';
import { TokenClaims } from '../../contract/token-claims.ts';
import type { Principal } from '../../domain/shared/principal.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';

const tokens = lazy(() =>
  oidcTokens({
    issuer: environment(env.tokenIssuer),
    audience: environment(env.tokenAudience),
    jwks: environment(env.tokenJwks),
    claims: TokenClaims.parse(JSON.parse(environment(env.tokenClaims))),
    now: Date.now,
  }),
);

/** Verifies a bearer token and reads the principal from its claims. Throws for any token that does not count. */
export const verifyToken = async (token: string): Promise<Principal> => {
  const found = await tokens().verify(token);
  if ('refused' in found) throw new Error(found.refused);
  return found;
};
