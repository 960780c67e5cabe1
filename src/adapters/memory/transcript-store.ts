import type { ConversationKey } from '../../domain/head/head.ts';
import type { Entry, PushTo, TranscriptStore } from '../../domain/transcript/message.ts';
import { type Notice, type NoticeStore, subjectOf } from '../../domain/transcript/notice.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** A transcript whose places can be sealed: each says that its message was lost, until it expires. */
export interface MemoryTranscriptStore extends TranscriptStore {
  seal(key: ConversationKey, seq: number, now: number, expires: number): void;
}

/** Messages in memory; `onStored` is told of each as the stream of the table would tell. */
export const memoryTranscriptStore = (
  onStored: (entry: Entry, to: PushTo) => void = () => {},
  table: ConversationTable = conversationTable(),
): MemoryTranscriptStore => {
  const entries = table.kind<Entry>({ isBeside: false });
  return {
    async put(entry, to) {
      const existing = entries.get(entry, String(entry.seq));
      if (existing !== undefined) return existing;
      entries.put(entry, String(entry.seq), entry);
      onStored(entry, to);
      return entry;
    },
    async settle(key, seq, place, outcome) {
      const entry = entries.get(key, String(seq));
      if (entry?.type !== 'Text' || entry.fetched === undefined) return false;
      const known = entry.fetched[place];
      if (known !== undefined && !('reason' in known && known.reason === 'unavailable')) return false;
      entries.update(key, String(seq), { ...entry, fetched: { ...entry.fetched, [place]: outcome } });
      return true;
    },
    get: async (key, seq) => entries.get(key, String(seq)),
    after: async (key, afterSeq, limit) =>
      entries
        .values(key)
        .filter((entry) => entry.seq > afterSeq)
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit),
    seal({ tenantId, conversationId }, seq, time, expires) {
      const place = { tenantId, conversationId, seq, time, type: 'Lost' } as const;
      entries.put(place, String(seq), place, expires);
    },
  };
};

/** How long a notice is kept, ms: it is pushed at once or never. */
const keptMs = 3_600_000;

const placeOf = (notice: Notice): string => JSON.stringify([notice.kind, subjectOf(notice)]);

/** Notices in memory; `onPut` is told of each as the stream of the table would tell. */
export const memoryNoticeStore = (
  onPut: (notice: Notice, to: PushTo) => void = () => {},
  table: ConversationTable = conversationTable(),
): NoticeStore => {
  const places = table.kind<Notice>({ isBeside: false });
  return {
    async put(notice, to, gapMs) {
      const before = places.get(notice, placeOf(notice));
      if (before !== undefined && gapMs !== undefined && before.time > notice.time - gapMs) return;
      places.put(notice, placeOf(notice), notice, notice.time + keptMs);
      onPut(notice, to);
    },
  };
};
