import type { Turn } from './conversation-line.ts';

/** A turn that is sent as a message. */
export type SpokenTurn = Turn & { readonly from: 'customer' | 'agent' };

/**
 * The messages of a recorded conversation in the order in which they are sent. A conversation begins when the
 * customer writes: where the record begins with the agent, the customer's first turn is moved to the front. Actions
 * are no messages. Empty where the customer says nothing at all.
 */
export const playedTurns = (turns: readonly Turn[]): readonly SpokenTurn[] => {
  const spoken = turns.filter((turn): turn is SpokenTurn => turn.from !== 'action');
  const opening = spoken.find(({ from }) => from === 'customer');
  if (opening === undefined) return [];
  const rest = spoken.filter((turn) => turn !== opening);
  return [{ ...opening, at: Math.min(opening.at, rest[0]?.at ?? opening.at) }, ...rest];
};
