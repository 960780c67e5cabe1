import { type Content, type FileReason, mediaTypeOf, normalizedContent } from '../../contract/content.ts';
import { limits } from '../../contract/limits.ts';
import type { MessageData } from '../../contract/message.ts';
import type { TranscriptEntry } from '../../contract/transcript.ts';
import type { Purpose } from '../../contract/words.ts';
import { type ConversationKey, customerOf, type Head, type Reading } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import { iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';

/** One place in a conversation, stored. `Lost` explains a seq whose message never came. */
export type Entry = ConversationKey & {
  readonly seq: number;
  /** ms since the epoch. */
  readonly time: number;
} & (Said | { readonly type: 'Lost' });

/** A file as its message remembers it. */
export interface Media {
  readonly id: string;
  readonly name: string;
  /** Its media type, one of the contract's. */
  readonly mime: string;
  readonly bytes: number;
}

/** What became of a file that a message names where its provider keeps it: it is kept here now, or cannot be had. */
export type FileOutcome = { readonly media: Media } | { readonly reason: FileReason };

/** What a message says and who said it. */
export interface Said {
  readonly type: 'Text';
  readonly participantId: string;
  readonly purpose: Purpose;
  readonly name: string;
  readonly text: string;
  /** Beside the text, or instead of it: what a channel brought that is not text. */
  readonly content?: readonly Content[];
  /** The files that were sent with it. */
  readonly media?: readonly Media[];
  /**
   * Present where the content names files that are fetched from their provider: what became of each, by its place in
   * the content. One that is not here yet is on its way.
   */
  readonly fetched?: Readonly<Record<string, FileOutcome>>;
}

/** A message's id: its conversation and its place, so that one read finds it and a retry answers the same. */
export const messageId = (conversationId: string, seq: number): string => `${conversationId}.${seq}`;

/** The seq that a message id of this conversation names, or undefined. */
export const seqOfId = (conversationId: string, id: string): number | undefined => {
  const match = id.startsWith(`${conversationId}.`)
    ? /^[1-9]\d{0,9}$/.exec(id.slice(conversationId.length + 1))
    : null;
  return match === null ? undefined : Number(match[0]);
};

/** Whom an item of the transcript is pushed to: it is handed over by the table's stream, and its sender waits for nobody. */
export interface PushTo {
  /** The session that was live when the item was taken. */
  readonly fence?: number;
  /** The guest of a website whose conversation it is; their own words bring what was held back behind these. */
  readonly guestId?: string;
}

/** Where messages live, by conversation and seq. What is stored never changes, but for what became of its files. */
export interface TranscriptStore {
  /** Stores an entry at its seq if nothing is there, by the same work for every recipient; answers what is there now. */
  put(entry: Entry, to: PushTo): Promise<Entry>;
  get(key: ConversationKey, seq: number, how?: Reading): Promise<Entry | undefined>;
  /**
   * Says what became of a file of a message, by its place in the content. False where that was said before, except that
   * what was unavailable may come after all, and where the message is gone.
   */
  settle(key: ConversationKey, seq: number, place: number, outcome: FileOutcome): Promise<boolean>;
  /** Entries after a seq in order (strongly consistent), at most `limit`; fewer only where there are no more. */
  after(key: ConversationKey, afterSeq: number, limit: number): Promise<readonly Entry[]>;
}

/** The id of a file that is fetched for a message: known before it is there, and the same in every attempt. */
export const fetchedId = (seq: number, place: number): string => `${seq}.${place}`;

/** A message's content with its files, as an audience reads it; `uriOf` says where that audience asks for a file. */
export const contentWith = (
  { seq, content = [], media = [], fetched }: Entry & Said,
  uriOf: (mediaId: string) => string,
): { readonly content?: Content[] } => {
  const kept = ({ id, name, mime, bytes }: Media): Content => {
    const file = { id, mime, filename: name, contentSizeBytes: bytes, mediaUri: uriOf(id) };
    return { contentType: 'Attachment', attachment: { mediaType: mediaTypeOf(mime), ...file } };
  };
  const shown = content.map((part, place): Content => {
    if (part.contentType !== 'Attachment' || fetched === undefined) return part;
    const outcome = fetched[place];
    if (outcome !== undefined && 'media' in outcome) return kept(outcome.media);
    const { url, ...named } = part.attachment;
    const file = { ...named, id: fetchedId(seq, place) };
    if (outcome === undefined) return { ...part, attachment: { ...file, status: 'pending' } };
    const where = url === undefined ? {} : { url };
    return { ...part, attachment: { ...file, ...where, status: 'failed', reason: outcome.reason } };
  });
  const all = [...shown, ...media.map(kept)];
  return all.length === 0 ? {} : { content: all };
};

/** Where users of the tenant ask for a file. */
export const mediaUri = (conversationId: string, communicationId: string, mediaId: string): string =>
  `/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/messages/media/${mediaId}`;

/** What came beside a text, as users of the tenant read it. */
const contentOf = (entry: Entry & Said): { readonly content?: Content[] } =>
  contentWith(entry, (mediaId) => mediaUri(entry.conversationId, entry.participantId, mediaId));

/** A message as agents read it: the same to the byte whether anyone monitors or not. */
export const messageData = (entry: Entry & Said, status: MessageData['status'] = 'sent'): MessageData => {
  const { content } = contentOf(entry);
  return {
    id: messageId(entry.conversationId, entry.seq),
    conversationId: entry.conversationId,
    timestamp: iso(entry.time),
    direction: entry.purpose === 'customer' ? 'inbound' : 'outbound',
    textBody: entry.text,
    normalizedMessage: {
      id: messageId(entry.conversationId, entry.seq),
      type: content === undefined ? 'Text' : 'Structured',
      text: entry.text,
      ...(content === undefined ? {} : { content: content.map(normalizedContent) }),
    },
    status,
    seq: entry.seq,
  };
};

/** An entry as the monitor reads it. */
export const transcriptEntry = (entry: Entry): TranscriptEntry => ({
  seq: entry.seq,
  id: messageId(entry.conversationId, entry.seq),
  time: iso(entry.time),
  ...(entry.type === 'Lost'
    ? {}
    : {
        participantId: entry.participantId,
        purpose: entry.purpose,
        name: entry.name,
        text: entry.text,
        ...contentOf(entry),
      }),
  type: entry.type,
});

/** Refuses a text whose UTF-8 exceeds the contract's limit. */
export const checkSize = (text: string): void => {
  if (Buffer.byteLength(text) > limits.textBytes)
    throw new Failure('payload.too.large', { limitBytes: String(limits.textBytes) });
};

/** What storing a message needs. */
export interface StoreDeps {
  readonly transcript: Pick<TranscriptStore, 'put'>;
}

/** The session that is live in a head now: whom notices of the conversation are pushed to. */
export const toMonitor = (head: Head, now: number): PushTo =>
  liveLease(head, now) === undefined ? {} : { fence: head.fence };

/** The guest whose conversation it is: they are the customer, under their own id. */
export const toGuest = (head: Head): PushTo => {
  if (head.deliveryMode !== 'guest') return {};
  const guestId = customerOf(head)?.[0];
  return guestId === undefined ? {} : { guestId };
};

/**
 * Stores what was said at its seq, with whom it is pushed to. A repeat comes here too: it stores what a crash between
 * the two writes left out, and changes nothing otherwise. Answers what stands at the seq now.
 *
 * @param head as the write left it that took the seq
 * @param time when it was said, ms since the epoch
 */
export const storeMessage = (
  deps: StoreDeps,
  head: Head,
  seq: number,
  said: Said,
  time: number,
): Promise<Entry> => {
  const { tenantId, conversationId } = head;
  const to = { ...toMonitor(head, time), ...toGuest(head) };
  return deps.transcript.put({ tenantId, conversationId, seq, time, ...said }, to);
};
