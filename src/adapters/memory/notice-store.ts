import type { PushTo } from '../../domain/transcript/message.ts';
import type { Notice, NoticeStore } from '../../domain/transcript/notice.ts';

const placeOf = (notice: Notice): string => {
  const { tenantId, conversationId, kind } = notice;
  return JSON.stringify([
    tenantId,
    conversationId,
    kind,
    kind === 'panel' ? notice.panelId : notice.participantId,
  ]);
};

/** Notices in memory; `onPut` is told of each as the stream of the table would tell. */
export const memoryNoticeStore = (onPut: (notice: Notice, to: PushTo) => void = () => {}): NoticeStore => {
  const places = new Map<string, Notice>();
  return {
    async put(notice, to, gapMs) {
      const before = places.get(placeOf(notice));
      if (before !== undefined && gapMs !== undefined && before.time > notice.time - gapMs) return;
      places.set(placeOf(notice), notice);
      onPut(notice, to);
    },
  };
};
