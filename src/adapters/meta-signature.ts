import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Signed } from './signed-request.ts';

/** Compares without telling by its duration how much is equal. */
const sameBytes = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Whether Meta signed these very bytes with this app's secret: HMAC-SHA256 in hexadecimal
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads).
 */
export const signedByMeta: Signed = ({ appSecret }, { header, body }) =>
  appSecret !== undefined &&
  sameBytes(
    header('x-hub-signature-256'),
    `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  );

/** The handshake's verify token, which only its app's owner and we know. */
export const asksWithVerifyToken: Signed = ({ verifyToken }, { query }) =>
  verifyToken !== undefined &&
  query['hub.mode'] === 'subscribe' &&
  sameBytes(query['hub.verify_token'] ?? '', verifyToken);
