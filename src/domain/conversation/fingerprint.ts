import { createHash } from 'node:crypto';

/**
 * 64 bits of SHA-256 as 11 characters: what the head remembers of a provider's message id. Two ids of one window of
 * 16 messages collide with a probability below 16 / 2^64.
 */
export const fingerprint = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 8).toString('base64url');
