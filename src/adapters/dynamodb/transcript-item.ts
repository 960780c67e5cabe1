import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Content, FileReason } from '../../contract/content.ts';
import { fenceOf, sessionWord } from '../../contract/handed-over.ts';
import { Purpose } from '../../contract/words.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { Entry, Media, PushTo, Said } from '../../domain/transcript/message.ts';
import { type Handed, type Notice, subjectOf } from '../../domain/transcript/notice.ts';
import { conversationPk, parseConversationPk } from './keys.ts';
import type { Fields } from './table.ts';

type Item = Record<string, unknown>;

const place = {
  tenantId: z.string(),
  conversationId: z.string(),
  time: z.number(),
} satisfies Fields<ConversationKey & Pick<Entry, 'time'>>;

const StoredMedia = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  bytes: z.number(),
} satisfies Fields<Media>);

const StoredOutcome = z.union([z.object({ media: StoredMedia }), z.object({ reason: FileReason })]);

const StoredEntry = z.discriminatedUnion('type', [
  z.object({
    ...place,
    seq: z.number(),
    type: z.literal('Text'),
    participantId: z.string(),
    purpose: Purpose,
    name: z.string(),
    text: z.string(),
    content: z.exactOptional(z.array(Content)),
    media: z.exactOptional(z.array(StoredMedia)),
    fetched: z.exactOptional(z.record(z.string(), StoredOutcome)),
  } satisfies Fields<ConversationKey & Pick<Entry, 'seq' | 'time'> & Said>),
  z.object({ ...place, seq: z.number(), type: z.literal('Lost') }),
]);

type NoticeOf<K extends Notice['kind']> = Fields<Extract<Notice, { kind: K }>>;

const StoredNotice = z.discriminatedUnion('kind', [
  z.object({
    ...place,
    kind: z.literal('typing'),
    participantId: z.string(),
    purpose: Purpose,
    afterSeq: z.number(),
  } satisfies NoticeOf<'typing'>),
  z.object({
    ...place,
    kind: z.literal('attributes'),
    participantId: z.string(),
  } satisfies NoticeOf<'attributes'>),
  z.object({ ...place, kind: z.literal('panel'), panelId: z.string() } satisfies NoticeOf<'panel'>),
  z.object({
    ...place,
    kind: z.literal('delivery'),
    messageSeq: z.number(),
  } satisfies NoticeOf<'delivery'>),
  z.object({ ...place, kind: z.literal('files'), messageSeq: z.number() } satisfies NoticeOf<'files'>),
]);

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
export const entryFromItem = ({ pk, ...content }: Item): Entry =>
  StoredEntry.parse({ ...parseConversationPk(String(pk)), ...content });

/** A notice's place: below every seq, so that no reader of messages meets it. 48 bits of a hash keep places apart. */
const noticeSeq = (notice: Notice): number =>
  -1 -
  createHash('sha256')
    .update(`${notice.kind}#${subjectOf(notice)}`)
    .digest()
    .readUIntBE(0, 6);

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
  const { pk, ...content } = item;
  return { to, notice: StoredNotice.parse({ ...parseConversationPk(String(pk)), ...content }) };
};
