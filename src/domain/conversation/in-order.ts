import type { HeadParticipant } from './head.ts';

/** Participants as they connected, by id where at once: a stored map has no order of its own. */
export const inOrder = (
  participants: Readonly<Record<string, HeadParticipant>>,
): readonly (readonly [string, HeadParticipant])[] =>
  Object.entries(participants).sort(([a, one], [b, two]) => one.since - two.since || (a < b ? -1 : 1));
