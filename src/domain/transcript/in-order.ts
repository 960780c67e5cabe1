import { limits } from '../../contract/limits.ts';
import type { ConversationKey } from '../head/head.ts';
import type { Clock, Pause } from '../shared/clock.ts';
import type { Reached } from '../sockets/channel.ts';
import type { Entry, TranscriptStore } from './message.ts';
import { lostAt, type OnLost, takenBy } from './read-transcript.ts';

interface Deps {
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly pause: Pause;
  readonly clock: Clock;
}

/** Places that are remembered as passed over: as long as a sender's retry is recognised. */
const remembered = limits.recentMessages;

/** ms before each look for a message whose seq is taken and whose text is not stored yet; its sender is between two writes. */
const looks = [0, 10, 30, 60] as const;

/** Whose pushes these are, and what becomes of what comes behind a hole that may be filled yet. */
export interface Scope {
  readonly name: string;
  /** Held back until the hole is filled, whose own push brings it; else pushed without it. */
  readonly holds: boolean;
  /**
   * Says for good that a place's sender has died: its retry is given another. Without it such a place is remembered, and
   * pushed when it is filled after all, behind what was said later.
   */
  readonly seal?: OnLost;
  /** Where the scope was never begun, it begins with the conversation: its receiver was there before. */
  readonly fromStart?: true;
}

/**
 * Puts entries that the stream handed over into the order of their seqs, behind those that were pushed already. The
 * stream has the order of the writes: of two who send at once, the later seq may be stored first. The earlier one is
 * then looked for, and waited for briefly; where it does not come, those behind it are held back as long as any request
 * can be under way that would fill it, in a scope that holds. Beyond that they go on, and its place is sealed, or
 * remembered, so that it is pushed when it comes after all.
 *
 * @param before how far this scope was pushed; where nobody listened for more than a page, it counts for nothing: what is
 *   before the first entry is the client's to read
 * @param last the newest seq to push
 * @returns what to push now, in order, and how far that reaches
 */
export const inOrder = async (
  deps: Deps,
  key: ConversationKey,
  { name: scope, holds, seal, fromStart }: Scope,
  before: Reached | undefined,
  handed: readonly Entry[],
  last: number,
): Promise<{ readonly entries: readonly Entry[]; readonly reached: Reached }> => {
  const begun = before ?? (fromStart === true ? { scope, upTo: 0, missing: [] } : undefined);
  const goesOn = begun !== undefined && last - begun.upTo <= limits.transcriptPage;
  const first = handed.length > 0 ? Math.min(...handed.map(({ seq }) => seq)) : last + 1;
  const from: Reached = goesOn ? begun : { scope, upTo: first - 1, missing: [] };
  const end = Math.max(last, from.held ?? 0);
  const late = new Set(from.missing);
  const known = new Map(handed.map((entry) => [entry.seq, entry]));
  const holes = (): readonly number[] =>
    Array.from({ length: Math.max(0, end - from.upTo) }, (_, i) => from.upTo + 1 + i).filter(
      (seq) => !known.has(seq),
    );
  // What a hole has been waited for already, it is not waited for again: its own push brings it.
  for (const ms of from.held === undefined ? looks : looks.slice(0, 1)) {
    if (holes().length === 0) break;
    if (ms > 0) await deps.pause(ms);
    for (const entry of await deps.transcript.after(key, from.upTo, end - from.upTo))
      if (entry.seq <= end) known.set(entry.seq, entry);
  }
  const bySeq = (): readonly Entry[] => [...known.values()].sort((a, b) => a.seq - b.seq);
  const now = deps.clock.now();
  const stored = bySeq();
  const lost = (hole: number): Entry | undefined => lostAt(now, key, hole, takenBy(stored, hole) ?? 0);
  const stop = holds ? holes().find((hole) => lost(hole) === undefined) : undefined;
  const upTo = Math.max(from.upTo, stop === undefined ? end : stop - 1);
  if (seal !== undefined)
    for (const place of holes().flatMap((hole) => (hole <= upTo ? (lost(hole) ?? []) : [])))
      known.set(place.seq, await seal(place));
  const entries = bySeq().filter(({ seq }) => (seq > from.upTo && seq <= upTo) || late.has(seq));
  const missing = [
    ...[...late].filter((seq) => !known.has(seq)),
    ...holes().filter((seq) => seq <= upTo),
  ].slice(-remembered);
  const held = stop === undefined ? {} : { held: end };
  return { entries, reached: { scope, upTo, missing, ...held } };
};
