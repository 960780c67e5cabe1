import type { ConversationKey } from '../../domain/head/head.ts';
import type { Entry, PushTo, TranscriptStore } from '../../domain/transcript/message.ts';

/** Messages in memory; `onStored` is told of each as the stream of the table would tell. */
export const memoryTranscriptStore = (
  onStored: (entry: Entry, to: PushTo) => void = () => {},
): TranscriptStore => {
  const conversations = new Map<string, Map<number, Entry>>();
  const of = (key: ConversationKey): Map<number, Entry> => {
    const id = `${key.tenantId}#${key.conversationId}`;
    const known = conversations.get(id) ?? new Map<number, Entry>();
    conversations.set(id, known);
    return known;
  };
  return {
    async put(entry, to) {
      const entries = of(entry);
      const existing = entries.get(entry.seq);
      if (existing !== undefined) return existing;
      entries.set(entry.seq, entry);
      onStored(entry, to);
      return entry;
    },
    get: async (key, seq) => of(key).get(seq),
    after: async (key, afterSeq, limit) =>
      [...of(key).values()]
        .filter((entry) => entry.seq > afterSeq)
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit),
  };
};
