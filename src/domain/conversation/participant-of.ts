import type { Head, HeadParticipant } from './head.ts';

/** A connected participant by an id that a caller named: `constructor` and its like name nobody. */
export const participantOf = (head: Head, id: string): HeadParticipant | undefined =>
  Object.hasOwn(head.participants, id) ? head.participants[id] : undefined;
