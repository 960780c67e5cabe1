import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { TokenRequest } from './token-request.ts';

/** Signs access tokens for development. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: { readonly keys: readonly JWK[] };
  token(request: TokenRequest): Promise<string>;
}

const algorithm = 'RS256';

/**
 * Makes the issuer before its address is known, so that the first request finds it.
 *
 * @param dataDir keeps the key, so that tokens outlive a restart; left out, the key is new
 * @returns a function that takes the base URL, `http://127.0.0.1:PORT`
 */
export const prepareIssuer = async (dataDir?: string): Promise<(base: string) => Issuer> => {
  const secret = await signingKey(dataDir && join(dataDir, 'issuer-key.json'));
  const { kty, n, e, kid } = secret;
  const publicKey = { kty, n, e, kid, alg: algorithm, use: 'sig' } as JWK;
  const key = await importJWK(secret, algorithm);
  return (base) => issuerAt(`${base}/dev`, key, publicKey);
};

const issuerAt = (issuer: string, key: Awaited<ReturnType<typeof importJWK>>, publicKey: JWK): Issuer => {
  const audience = 'binocular';
  return {
    issuer,
    audience,
    jwks: { keys: [publicKey] },
    token: ({ tenantId, userId, name, permissions, divisions, expiresIn }) =>
      new SignJWT({ name, tenantId, permissions, divisions, token_use: 'access' })
        .setProtectedHeader({ alg: algorithm, kid: publicKey.kid as string, typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
        .setJti(randomUUID())
        .sign(key),
  };
};

const signingKey = async (file: string | undefined): Promise<JWK> => {
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID() };
  if (file) writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
};
