import { JwtVerifier } from 'aws-jwt-verify';
import {
  FailedAssertionError,
  JwtInvalidSignatureError,
  JwtParseError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import * as z from 'zod';
import { env } from '../../contract/env.ts';
import { wellFormed } from '../../contract/text.ts';
import { type Mapping, TokenClaims } from '../../contract/token-claims.ts';
import type { Tokens } from '../../domain/shared/principal.ts';
import { clock, environment, setting } from '../port.ts';
import { discoverKeys, keyCache, parseKeys } from './issuer-keys.ts';
import { hasOurScope, readPrincipal } from './read-claims.ts';

const Claims = z.record(z.string(), z.unknown());

/** Seconds by which an issuer's clock may be ahead of ours. */
const skewSeconds = 60;

/** What a good signature does not make valid. */
class TokenRefused extends Error {}

/** Errors that say something of the token, and how each is logged; all others say something of us. */
const refusals = [
  [JwtParseError, 'malformed'],
  [JwtInvalidSignatureError, 'signature'],
  [JwtWithoutValidKidError, 'key'],
  [KidNotFoundInJwksError, 'key'],
  [WaitPeriodNotYetEndedJwkError, 'key'],
  [FailedAssertionError, 'claims'],
  [z.ZodError, 'claims'],
] as const;

const refusalOf = (error: unknown): string | undefined =>
  error instanceof TokenRefused ? error.message : refusals.find(([kind]) => error instanceof kind)?.[1];

/** Whose tokens count. */
export interface OidcIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The issuer's keys as JSON; empty to find them by its discovery document. */
  readonly jwks: string;
  readonly claims: readonly Mapping[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Tokens of any OpenID Connect issuer, signed by RSA, by ES256, ES384 or ES512, or by EdDSA. Keys are fetched once and
 * again when a token names one that is not among them.
 */
export const oidcTokens = ({ issuer, audience, jwks, claims: mappings, now }: OidcIssuer): Tokens => {
  const cache = keyCache(jwks);
  /** The mapping that fits the token's use; a token that is meant for others, or for later, fits none. */
  const mappingOf = (claims: Readonly<Record<string, unknown>>): Mapping => {
    const mapping = mappings.find(({ use }) => claims.token_use === undefined || use === claims.token_use);
    if (mapping === undefined) throw new TokenRefused('use');
    const meant = [claims.aud].flat().includes(audience) || hasOurScope(claims, mapping);
    if (!meant) throw new TokenRefused('audience');
    if (Number(claims.iat) > now() / 1000 + skewSeconds) throw new TokenRefused('future');
    return mapping;
  };
  const make = async () => {
    const jwksUri = jwks === '' ? await discoverKeys(issuer) : `${issuer}/configured`;
    if (jwks !== '') cache.addJwks(jwksUri, parseKeys(jwks));
    return JwtVerifier.create(
      {
        issuer,
        // Checked below: tokens of machines may name it by a scope.
        audience: null,
        jwksUri,
        customJwtCheck: ({ header }) => {
          // A header that must be understood, by RFC 7515, section 4.1.11; none is.
          if ('crit' in header) throw new TokenRefused('crit');
        },
      },
      { jwksCache: cache },
    );
  };
  let made: ReturnType<typeof make> | undefined;
  const verifier = () => {
    // A discovery that failed is tried again with the next token.
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return {
    async verify(token) {
      try {
        const claims = Claims.parse(wellFormed(await (await verifier()).verify(token)));
        return readPrincipal(claims, mappingOf(claims));
      } catch (error) {
        const refused = refusalOf(error);
        if (refused !== undefined) return { refused };
        throw error;
      }
    },
  };
};

/** The port of this deployment's tokens; an issuer's keys are kept for as long as the environment lives. */
export const tokens = setting('tokens', [{ on: 'tokens', actions: [] }], () =>
  oidcTokens({
    issuer: environment(env.tokenIssuer),
    audience: environment(env.tokenAudience),
    jwks: environment(env.tokenJwks),
    claims: TokenClaims.parse(JSON.parse(environment(env.tokenClaims))),
    now: clock.now,
  }),
);
