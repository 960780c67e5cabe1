import { sameBytes, signedByMeta as verifies } from '../../adapters/meta/signature.ts';
import type { Signed } from './webhook.ts';

/** Meta's signature over the body as it was sent. */
export const signedByMeta: Signed = ({ appSecret }, { headers, body }) =>
  appSecret !== undefined && verifies(appSecret, headers['x-hub-signature-256'] ?? '', body);

/** The handshake's verify token, which only its app's owner and we know. */
export const asksWithVerifyToken: Signed = ({ verifyToken }, { query }) =>
  verifyToken !== undefined &&
  query['hub.mode'] === 'subscribe' &&
  sameBytes(query['hub.verify_token'] ?? '', verifyToken);
