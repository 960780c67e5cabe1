import type { MediaStore } from '../../domain/transcript/media.ts';
import type { Media } from '../../domain/transcript/message.ts';
import { isLike, sniffedBytes } from '../media-kinds.ts';

/** Files in memory. What is offered counts as uploaded at once: a test that uploads bytes needs a bucket. */
export const memoryMediaStore = (): MediaStore => {
  const waiting = new Map<string, Media>();
  const kept = new Map<string, Map<string, Media>>();
  const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);
  const signed = { url: 'https://files.test/', expires: 0 };
  return {
    async offer({ tenantId, userId }, { contentMd5: _, ...file }) {
      waiting.set(keyOf(tenantId, userId, file.id), file);
      return { ...signed, headers: { 'Content-Type': file.mime } };
    },
    async uploaded({ tenantId, userId }, mediaId) {
      const file = waiting.get(keyOf(tenantId, userId, mediaId));
      return file === undefined ? undefined : { ...file, version: '1' };
    },
    async keep({ tenantId, userId }, { id: mediaId }, key) {
      const file = waiting.get(keyOf(tenantId, userId, mediaId));
      if (file === undefined) throw new Error('nothing was uploaded');
      const place = keyOf(key.tenantId, key.conversationId);
      kept.set(place, (kept.get(place) ?? new Map<string, Media>()).set(mediaId, file));
      return true;
    },
    async store(key, file, bytes) {
      if (!isLike(file.mime, bytes.subarray(0, sniffedBytes))) return false;
      const place = keyOf(key.tenantId, key.conversationId);
      kept.set(place, (kept.get(place) ?? new Map<string, Media>()).set(file.id, file));
      return true;
    },
    async read(key, mediaId) {
      const file = kept.get(keyOf(key.tenantId, key.conversationId))?.get(mediaId);
      return file === undefined ? undefined : { ...file, ...signed };
    },
    async erase(key) {
      kept.delete(keyOf(key.tenantId, key.conversationId));
    },
  };
};
