import type { ConversationKey } from '../../src/domain/head/head.ts';
import { type PushDeps, push } from '../../src/domain/messages/push.ts';
import type { TranscriptStore } from '../../src/domain/transcript/message.ts';
import type { Handed, NoticeStore } from '../../src/domain/transcript/notice.ts';

/**
 * Stores that keep what the stream of their table would hand over: what was put and is for somebody. `handOver` plays
 * the mapping: each conversation's items, in the order of their writes, in one batch.
 */
export const handingOver = (stores: {
  readonly transcript: TranscriptStore;
  readonly notices: NoticeStore;
}) => {
  const waiting: { readonly key: ConversationKey; readonly handed: Handed }[] = [];
  const keep = (key: ConversationKey, handed: Handed): void => {
    if (handed.to.fence !== undefined || handed.to.guestId !== undefined) waiting.push({ key, handed });
  };
  const transcript: TranscriptStore = {
    ...stores.transcript,
    async put(entry, to) {
      const stored = await stores.transcript.put(entry, to);
      if (stored === entry) keep(entry, { to, entry });
      return stored;
    },
  };
  const notices: NoticeStore = {
    async put(notice, to, gapMs) {
      await stores.notices.put(notice, to, gapMs);
      keep(notice, { to, notice });
    },
  };
  const handOver = async (deps: PushDeps): Promise<void> => {
    const batches = new Map<string, { readonly key: ConversationKey; readonly handed: Handed[] }>();
    for (const { key, handed } of waiting.splice(0)) {
      const batch = batches.get(`${key.tenantId}/${key.conversationId}`) ?? { key, handed: [] };
      batches.set(`${key.tenantId}/${key.conversationId}`, batch);
      batch.handed.push(handed);
    }
    for (const { key, handed } of batches.values()) await push(deps, key, handed);
  };
  return { transcript, notices, handOver };
};
