import type { PushTo } from '../../domain/transcript/message.ts';
import type { Notice, NoticeStore } from '../../domain/transcript/notice.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** How long a notice is kept, ms: it is pushed at once or never. */
const keptMs = 3_600_000;

const placeOf = (notice: Notice): string =>
  JSON.stringify([notice.kind, notice.kind === 'panel' ? notice.panelId : notice.participantId]);

/** Notices in memory; `onPut` is told of each as the stream of the table would tell. */
export const memoryNoticeStore = (
  onPut: (notice: Notice, to: PushTo) => void = () => {},
  table: ConversationTable = conversationTable(),
): NoticeStore => {
  const places = table.kind<Notice>();
  return {
    async put(notice, to, gapMs) {
      const before = places.get(notice, placeOf(notice));
      if (before !== undefined && gapMs !== undefined && before.time > notice.time - gapMs) return;
      places.put(notice, placeOf(notice), notice, notice.time + keptMs);
      onPut(notice, to);
    },
  };
};
