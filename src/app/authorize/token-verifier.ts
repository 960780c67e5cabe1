import { JwtRsaVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import { env } from '../../contract/env.ts';
import { Id } from '../../contract/ids.ts';
import { Permission } from '../../contract/permissions.ts';
import { wellFormed } from '../../contract/text.ts';
import type { Principal } from '../../domain/shared/principal.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';

/** Names of the claims that give tenant, name, permissions and divisions: configuration, for issuers differ. */
const ClaimNames = z.object({
  tenant: z.string(),
  name: z.string(),
  permissions: z.string(),
  divisions: z.string(),
});

const verifier = lazy(() => {
  const issuer = environment(env.tokenIssuer);
  const jwks = environment(env.tokenJwks);
  const made = JwtRsaVerifier.create({
    issuer,
    audience: environment(env.tokenAudience),
    jwksUri: `${issuer.replace(/^http:/, 'https:')}/.well-known/jwks.json`,
  });
  if (jwks !== '') made.cacheJwks(JSON.parse(jwks) as Jwks);
  return made;
});

const claimNames = lazy(() => ClaimNames.parse(JSON.parse(environment(env.tokenClaims))));

/** A claim that lists words: an array, or one string with spaces or commas between. */
const words = (claim: unknown): readonly string[] =>
  (Array.isArray(claim) ? claim.map(String) : String(claim ?? '').split(/[\s,]+/)).filter((w) => w !== '');

const isPermission = (word: string): word is Permission => Permission.safeParse(word).success;

/**
 * Verifies a bearer token (signature, issuer, audience, time) and reads the principal from its claims. Throws for any
 * token that is not valid, or that names no tenant. Permissions that no route knows are left out.
 */
export const verifyToken = async (token: string): Promise<Principal> => {
  const claims = wellFormed(await verifier().verify(token)) as Record<string, unknown>;
  const names = claimNames();
  const userId = Id.parse(claims.sub);
  return {
    tenantId: Id.parse(claims[names.tenant]),
    userId,
    name: z.string().min(1).max(100).catch(userId).parse(claims[names.name]),
    permissions: words(claims[names.permissions]).filter(isPermission),
    divisions: words(claims[names.divisions]),
    issued: z.number().parse(claims.iat) * 1000,
    expires: z.number().parse(claims.exp) * 1000,
  };
};
