import type { Archive, ConversationKey } from '../../domain/head/head.ts';
import type { ConversationTable } from './conversation-items.ts';
import type { MemoryHeadStore } from './head-store.ts';
import type { MemoryTranscriptStore } from './transcript-store.ts';

/** How long a sealed place stays, ms: no message is on its way for so long. */
const sealedMs = 86_400_000;

/** One conversation's items in memory: all that is in `table`, and the head. Every conversation takes one step. */
export const memoryArchive = (
  table: ConversationTable,
  heads: Pick<MemoryHeadStore, 'expire'>,
  transcript: Pick<MemoryTranscriptStore, 'seal' | 'get'>,
): Archive => {
  const sealed = new Map<string, number>();
  const letGo = async (key: ConversationKey, keptUntil?: number): Promise<void> => {
    if (keptUntil === undefined) table.erase(key, 'beside');
    else table.expire(key, keptUntil * 1000, 'beside');
  };
  return {
    async expire(key, at) {
      const seconds = Math.ceil(at / 1000);
      heads.expire(key, seconds);
      table.expire(key, seconds * 1000);
      for (let seq = 1; seq <= key.seq; seq += 1)
        if ((await transcript.get(key, seq)) === undefined)
          transcript.seal(key, seq, key.lastTime, seconds * 1000);
      return undefined;
    },
    async erase(key, now) {
      const id = `${key.tenantId}#${key.conversationId}`;
      const last = Math.max(key.seq, sealed.get(id) ?? 0);
      sealed.set(id, last);
      table.erase(key);
      const until = Math.ceil(now / 1000) * 1000 + sealedMs;
      for (let seq = 1; seq <= last; seq += 1) transcript.seal(key, seq, now, until);
      return undefined;
    },
    letGo,
  };
};
