import type { Archive } from '../../domain/views/retain.ts';
import type { ConversationTable } from './conversation-items.ts';
import type { MemoryHeadStore } from './head-store.ts';
import type { MemoryTranscriptStore } from './transcript-store.ts';

/** How long a sealed place stays, ms: no message is on its way for so long. */
const sealedMs = 86_400_000;

/** One conversation's items in memory: all that is in `table`, and the head. */
export const memoryArchive = (
  table: ConversationTable,
  heads: Pick<MemoryHeadStore, 'expire'>,
  transcript: Pick<MemoryTranscriptStore, 'seal'>,
): Archive => {
  const sealed = new Map<string, number>();
  return {
    async expire(key, at) {
      const seconds = Math.ceil(at / 1000);
      table.expire(key, seconds * 1000);
      heads.expire(key, seconds);
    },
    async erase(key, now) {
      const id = `${key.tenantId}#${key.conversationId}`;
      const last = Math.max(key.seq, sealed.get(id) ?? 0);
      sealed.set(id, last);
      table.erase(key);
      const until = Math.ceil(now / 1000) * 1000 + sealedMs;
      for (let seq = 1; seq <= last; seq += 1) transcript.seal(key, seq, now, until);
    },
  };
};
