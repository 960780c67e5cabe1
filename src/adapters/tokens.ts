import { env } from '../contract/env.ts';
import { TokenClaims } from '../contract/token-claims.ts';
import { oidcTokens } from './oidc/oidc-tokens.ts';
import { clock, environment, setting } from './port.ts';

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
