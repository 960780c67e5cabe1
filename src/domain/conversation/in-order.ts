import type { Purpose } from '../../contract/words.ts';
import type { HeadParticipant } from './head.ts';

/** Who comes first of those who came at once: the customer, then the queue that they wait in. */
const rank: Readonly<Record<Purpose, number>> = { customer: 0, acd: 1, bot: 2, agent: 3, user: 4 };

/** Participants as they connected: a stored map has no order of its own. */
export const inOrder = (
  participants: Readonly<Record<string, HeadParticipant>>,
): readonly (readonly [string, HeadParticipant])[] =>
  Object.entries(participants).sort(
    ([a, one], [b, two]) =>
      one.since - two.since || rank[one.purpose] - rank[two.purpose] || (a < b ? -1 : 1),
  );
