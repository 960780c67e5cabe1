import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { SpokenTurn } from './spoken-turns.ts';

/**
 * Says where a transcript departs from what was sent: each message once, in order, by the right party, and its text
 * the same to the byte. Undefined where it does not. Names places, never text.
 */
export const compare = (
  entries: readonly TranscriptEntry[],
  turns: readonly SpokenTurn[],
): string | undefined => {
  for (const [index, turn] of turns.entries()) {
    const entry = entries[index];
    const seq = index + 1;
    if (entry === undefined) return `seq ${seq} is missing`;
    if (entry.seq !== seq) return `seq ${entry.seq} stands where ${seq} should`;
    if (entry.purpose !== turn.from) return `seq ${seq} is not the ${turn.from}'s`;
    if (entry.text !== turn.text) return `seq ${seq} differs`;
  }
  return entries.length > turns.length ? `${entries.length - turns.length} entries too many` : undefined;
};
