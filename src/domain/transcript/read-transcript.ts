import { limits } from '../../contract/limits.ts';
import type { Clock } from '../clock.ts';
import type { ConversationKey, Head } from '../conversation/head.ts';
import { Failure } from '../failure.ts';
import type { Entry } from './message.ts';
import type { TranscriptStore } from './transcript-store.ts';

interface Deps {
  readonly transcript: TranscriptStore;
  readonly clock: Clock;
}

/** A stretch of a transcript without a hole in it. */
export interface Stretch {
  readonly entries: readonly Entry[];
  /** Whether more can be read after the last entry at once. */
  readonly more: boolean;
}

/**
 * When a seq was taken at the latest, as its neighbours tell: the next stored entry's time, or the head's last
 * message time where nothing follows.
 */
const takenBy = (stored: readonly Entry[], seq: number, head: Head): number =>
  stored.find((entry) => entry.seq > seq)?.time ?? head.lastTime;

/**
 * Reads on after a seq, up to the head's. A seq without a message is either in flight, and then the stretch ends
 * before it, or its sender has died: once it is older than any request can be, its place is sealed as `Lost`, for
 * everyone and for good. Who then retries that message is given a new seq.
 * Errors: transcript.cursor.unknown for a seq beyond the head's.
 */
export const readStretch = async (
  deps: Deps,
  head: Head,
  afterSeq: number,
  limit: number,
): Promise<Stretch> => {
  if (afterSeq > head.seq)
    throw new Failure('transcript.cursor.unknown', {
      afterSeq: String(afterSeq),
      headSeq: String(head.seq),
    });
  const key: ConversationKey = { tenantId: head.tenantId, conversationId: head.conversationId };
  const stored = await deps.transcript.after(key, afterSeq, limit);
  const bySeq = new Map(stored.map((entry) => [entry.seq, entry]));
  const last = Math.min(head.seq, afterSeq + limit);
  const entries: Entry[] = [];
  let bytes = 0;
  for (let seq = afterSeq + 1; seq <= last; seq += 1) {
    const entry = bySeq.get(seq) ?? (await seal(deps, key, seq, takenBy(stored, seq, head)));
    if (entry === undefined) return { entries, more: false };
    bytes += entry.type === 'Lost' ? 0 : Buffer.byteLength(entry.text);
    if (bytes > limits.pageBytes && entries.length > 0) return { entries, more: true };
    entries.push(entry);
  }
  return { entries, more: last < head.seq };
};

const seal = async (
  deps: Deps,
  key: ConversationKey,
  seq: number,
  taken: number,
): Promise<Entry | undefined> => {
  if (deps.clock.now() - taken < limits.gapMs) return undefined;
  return deps.transcript.put({ ...key, seq, time: taken, type: 'Lost' });
};
