import { limits } from '../../contract/limits.ts';
import type { ConversationKey } from '../head/head.ts';
import type { Pause } from '../shared/clock.ts';
import type { Reached } from '../sockets/channel.ts';
import type { Entry, TranscriptStore } from './message.ts';

interface Deps {
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly pause: Pause;
}

/** Places that are remembered as passed over: as long as a sender's retry is recognised. */
const remembered = limits.recentMessages;

/** ms before each look for a message whose seq is taken and whose text is not stored yet; its sender is between two writes. */
const looks = [0, 10, 30, 60] as const;

/**
 * Puts entries that the stream handed over into the order of their seqs, behind those that were pushed already. The
 * stream has the order of the writes: of two who send at once, the later seq may be stored first. The earlier one is
 * then looked for, and waited for briefly; where it does not come, the others go on and its place is remembered, so
 * that it is pushed when it does.
 *
 * @param before how far this topic was pushed; in another scope (session, conversation), or where nobody listened for
 *   more than a page, it counts for nothing: what is before the first entry is the client's to read
 * @param last the newest seq to push
 * @returns what to push now, in order, and how far that reaches
 */
export const inOrder = async (
  deps: Deps,
  key: ConversationKey,
  scope: string,
  before: Reached | undefined,
  handed: readonly Entry[],
  last: number,
): Promise<{ readonly entries: readonly Entry[]; readonly reached: Reached }> => {
  const goesOn = before?.scope === scope && last - before.upTo <= limits.transcriptPage;
  const first = handed.length > 0 ? Math.min(...handed.map(({ seq }) => seq)) : last + 1;
  const from = goesOn ? before : { scope, upTo: first - 1, missing: [] };
  const late = new Set(from.missing);
  const known = new Map(handed.map((entry) => [entry.seq, entry]));
  const holes = (): readonly number[] =>
    Array.from({ length: Math.max(0, last - from.upTo) }, (_, i) => from.upTo + 1 + i).filter(
      (seq) => !known.has(seq),
    );
  for (const ms of looks) {
    if (holes().length === 0) break;
    if (ms > 0) await deps.pause(ms);
    for (const entry of await deps.transcript.after(key, from.upTo, last - from.upTo))
      if (entry.seq <= last) known.set(entry.seq, entry);
  }
  const entries = [...known.values()]
    .filter(({ seq }) => seq > from.upTo || late.has(seq))
    .sort((a, b) => a.seq - b.seq);
  const missing = [...[...late].filter((seq) => !known.has(seq)), ...holes()].slice(-remembered);
  return { entries, reached: { scope, upTo: Math.max(from.upTo, last), missing } };
};
