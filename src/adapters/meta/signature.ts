import { createHmac, timingSafeEqual } from 'node:crypto';

/** Compares without telling by its duration how much is equal. */
export const sameBytes = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Whether Meta signed these very bytes with this app's secret: HMAC-SHA256 in hexadecimal
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads).
 */
export const signedByMeta = (appSecret: string, signature: string, body: Buffer): boolean =>
  sameBytes(signature, `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`);
