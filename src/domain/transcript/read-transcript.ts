import { limits } from '../../contract/limits.ts';
import type { NewestMessages } from '../../contract/transcript.ts';
import type { ConversationKey, Head } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { type Entry, type TranscriptStore, transcriptEntry } from './message.ts';

interface Deps {
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly clock: Clock;
}

/** What a reader does about a place whose sender has died: shows it as lost, or seals it so for everyone. */
export type OnLost = (lost: Entry) => Promise<Entry>;

/**
 * For who monitors: the place is shown as lost and nothing is written. A retry of its sender still finds it free, and
 * so is answered the same whether anyone reads or not.
 */
export const showLost: OnLost = async (lost) => lost;

/**
 * For who takes part and reads by a cursor: the place is sealed for good, and its sender's retry is given a new seq,
 * after the cursor.
 */
export const sealLost =
  (transcript: Pick<TranscriptStore, 'put'>): OnLost =>
  (lost) =>
    transcript.put(lost, {});

/** A page of a transcript without a hole in it. */
export interface Page {
  readonly entries: readonly Entry[];
  /** Whether more can be read after the last entry at once. */
  readonly more: boolean;
}

/**
 * When a seq was taken at the latest, as its neighbours tell, which stand in their order: before the next stored entry;
 * undefined where none follows.
 */
export const takenBy = (stored: readonly Entry[], seq: number): number | undefined =>
  stored.find((entry) => entry.seq > seq)?.time;

/** The place as lost, once no request can be under way any more that would fill it. */
export const lostAt = (now: number, key: ConversationKey, seq: number, taken: number): Entry | undefined =>
  now - taken < limits.gapMs ? undefined : { ...key, seq, time: taken, type: 'Lost' };

const bytesOf = (entry: Entry): number => (entry.type === 'Lost' ? 0 : Buffer.byteLength(entry.text));

/**
 * Reads on after a seq, up to the head's. A seq without a message is either in flight, and then the page ends
 * before it, or its sender has died: once it is older than any request can be, its place is lost.
 * Errors: transcript.cursor.unknown for a seq beyond the head's.
 */
export const readPage = async (
  deps: Deps,
  head: Head,
  afterSeq: number,
  limit: number,
  onLost: OnLost,
): Promise<Page> => {
  if (afterSeq > head.seq)
    throw new Failure('transcript.cursor.unknown', {
      afterSeq: String(afterSeq),
      headSeq: String(head.seq),
    });
  const key: ConversationKey = { tenantId: head.tenantId, conversationId: head.conversationId };
  const found = await deps.transcript.after(key, afterSeq, limit);
  const bySeq = new Map(found.map((entry) => [entry.seq, entry]));
  const last = Math.min(head.seq, afterSeq + limit);
  const entries: Entry[] = [];
  let bytes = 0;
  for (let seq = afterSeq + 1; seq <= last; seq += 1) {
    const entry = bySeq.get(seq) ?? lostAt(deps.clock.now(), key, seq, takenBy(found, seq) ?? head.lastTime);
    if (entry === undefined) return { entries, more: false };
    bytes += bytesOf(entry);
    if (bytes > limits.pageBytes && entries.length > 0) return { entries, more: true };
    entries.push(bySeq.has(seq) ? entry : await onLost(entry));
  }
  return { entries, more: last < head.seq };
};

/** The newest of these, in order, as many as a page may have bytes; one at least. */
const newestOf = (entries: readonly Entry[]): readonly Entry[] => {
  let bytes = 0;
  const from = entries.findLastIndex((entry, index) => {
    bytes += bytesOf(entry);
    return bytes > limits.pageBytes && index < entries.length - 1;
  });
  return entries.slice(from + 1);
};

/** Where the page before a seq is read. */
const previousUri = (conversationId: string, seq: number): string => {
  const afterSeq = Math.max(0, seq - 1 - limits.transcriptPage);
  return `/api/v2/conversations/messages/${conversationId}/transcript?afterSeq=${afterSeq}&limit=${seq - 1 - afterSeq}`;
};

/** The newest messages of a conversation for the one who has just claimed it, from the head that the claim met. */
export const readNewest = async (deps: Deps, head: Head): Promise<NewestMessages> => {
  const entries: Entry[] = [];
  for (let after = Math.max(0, head.seq - limits.claimPage), more = true; more; ) {
    const page = await readPage(deps, head, after, limits.claimPage, showLost);
    entries.push(...page.entries);
    after = entries.at(-1)?.seq ?? after;
    more = page.more && page.entries.length > 0;
  }
  const newest = newestOf(entries);
  const first = newest[0]?.seq ?? 1;
  return {
    entities: newest.map(transcriptEntry),
    headSeq: head.seq,
    ...(first > 1 ? { previousUri: previousUri(head.conversationId, first) } : {}),
  };
};
