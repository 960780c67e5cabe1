import { assertIsJwks, type Jwks, SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';

/** OpenID Connect Discovery 1.0, section 4. */
const Discovered = z.object({ issuer: z.string(), jwks_uri: z.string() });

const fetchMs = 3000;

/** Keys travel over TLS; on this machine's own loopback there is nobody between. */
const trusted = (url: string): string => {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return url;
  throw new Error('an issuer is reached over https alone');
};

const get = async (url: string): Promise<ArrayBuffer> => {
  const answer = await fetch(trusted(url), { signal: AbortSignal.timeout(fetchMs), redirect: 'error' });
  if (!answer.ok) throw new Error(`the issuer answered ${answer.status}`);
  return answer.arrayBuffer();
};

/**
 * Fetches keys with the platform's fetch, and again when a token names a key that is not among them. Keys that
 * configuration gives are all there are: a token cannot have them asked for anywhere.
 *
 * @param configured the keys as JSON, or empty
 */
export const keyCache = (configured: string): SimpleJwksCache =>
  new SimpleJwksCache({
    fetcher: {
      fetch: configured === '' ? get : async () => new TextEncoder().encode(configured).buffer,
    },
  });

/**
 * Where an issuer's keys are, by its discovery document.
 *
 * @throws when the document cannot be had, or is another issuer's
 */
export const discoverKeys = async (issuer: string): Promise<string> => {
  const bytes = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const found = Discovered.parse(JSON.parse(new TextDecoder().decode(bytes)));
  if (found.issuer !== issuer) throw new Error('the discovery document is of another issuer');
  return trusted(found.jwks_uri);
};

/**
 * Keys as configuration gives them.
 *
 * @throws when they are no keys
 */
export const parseKeys = (text: string): Jwks => {
  const keys = JSON.parse(text);
  assertIsJwks(keys);
  return keys;
};
