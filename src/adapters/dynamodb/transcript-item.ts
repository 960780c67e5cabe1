import { createHash } from 'node:crypto';
import { fenceOf, sessionWord } from '../../contract/handed-over.ts';
import type { Entry, PushTo } from '../../domain/transcript/message.ts';
import type { Handed, Notice } from '../../domain/transcript/notice.ts';
import { conversationPk, parseConversationPk } from './keys.ts';

type Item = Record<string, unknown>;

/** Seconds that a notice is kept after its time: it is pushed at once or never. */
const noticeSeconds = 3600;

const audience = ({ fence, guestId }: PushTo): Item => ({
  to: sessionWord(fence),
  ...(guestId === undefined ? {} : { guest: guestId }),
});

const audienceOf = (item: Item): PushTo => {
  const fence = fenceOf(String(item.to ?? sessionWord(undefined)));
  return {
    ...(fence === undefined ? {} : { fence }),
    ...(item.guest === undefined ? {} : { guestId: String(item.guest) }),
  };
};

/** An entry as its item, with whom it is pushed to. */
export const entryItem = ({ tenantId, conversationId, ...content }: Entry, to: PushTo): Item => ({
  pk: conversationPk({ tenantId, conversationId }),
  ...content,
  ...audience(to),
});

/** An entry from its item; whom it is pushed to is nothing that a reader is told. */
export const entryFromItem = ({ pk, to: _to, guest: _guest, ttl: _ttl, ...content }: Item): Entry =>
  ({ ...parseConversationPk(String(pk)), ...content }) as Entry;

const noticePlace = (notice: Notice): string =>
  `${notice.kind}#${notice.kind === 'panel' ? notice.panelId : notice.participantId}`;

/** A notice's place: below every seq, so that no reader of messages meets it. 48 bits of a hash keep places apart. */
const noticeSeq = (notice: Notice): number =>
  -1 - createHash('sha256').update(noticePlace(notice)).digest().readUIntBE(0, 6);

/** A notice as its item. */
export const noticeItem = (notice: Notice, to: PushTo): Item => {
  const { tenantId, conversationId, ...content } = notice;
  return {
    pk: conversationPk({ tenantId, conversationId }),
    seq: noticeSeq(notice),
    ...content,
    ...audience(to),
    ttl: Math.ceil(notice.time / 1000) + noticeSeconds,
  };
};

/** What an item of the transcript hands over to be pushed. */
export const handedFromItem = (item: Item): Handed => {
  const to = audienceOf(item);
  if (item.kind === undefined) return { to, entry: entryFromItem(item) };
  const { pk, seq: _seq, to: _to, guest: _guest, ttl: _ttl, ...content } = item;
  return { to, notice: { ...parseConversationPk(String(pk)), ...content } as Notice };
};
