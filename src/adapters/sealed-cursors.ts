import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { CursorOwner, Cursors } from '../domain/views/query-details.ts';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

const ownerOf = ({ tenantId, userId }: CursorOwner): Buffer => Buffer.from(`${tenantId}#${userId}`);

/**
 * Cursors that say nothing to their callers, and that open for the user alone for whom they were made: the place is
 * encrypted, and the user authenticated beside it. The same place gives the same cursor: its number used once is made of
 * what is encrypted.
 *
 * @param keyOf 32 bytes, of one tenant
 */
export const sealedCursors = (keyOf: (tenantId: string) => Promise<Uint8Array>): Cursors => ({
  async seal(owner, place) {
    const key = await keyOf(owner.tenantId);
    const mac = createHmac('sha256', key).update(ownerOf(owner)).update('\n').update(place).digest();
    const iv = mac.subarray(0, ivBytes);
    const cipher = createCipheriv(algorithm, key, iv).setAAD(ownerOf(owner));
    const sealed = Buffer.concat([cipher.update(place, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  },

  async open(owner, cursor) {
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length < ivBytes + tagBytes) return undefined;
    const tag = bytes.subarray(ivBytes, ivBytes + tagBytes);
    const decipher = createDecipheriv(algorithm, await keyOf(owner.tenantId), bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(ownerOf(owner)).setAuthTag(tag);
    try {
      return `${decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8')}${decipher.final('utf8')}`;
    } catch {
      // Of another user, or made up.
      return undefined;
    }
  },
});
