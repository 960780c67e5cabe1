import type { Turn } from './conversation-line.ts';

/**
 * The turns of a recorded conversation in the order in which they are played. A conversation begins when the customer
 * writes: where the record begins otherwise, the customer's first turn is moved to the front. Empty where the customer
 * says nothing at all.
 */
export const playedTurns = (turns: readonly Turn[]): readonly Turn[] => {
  const opening = turns.find(({ from }) => from === 'customer');
  if (opening === undefined) return [];
  const rest = turns.filter((turn) => turn !== opening);
  return [{ ...opening, at: Math.min(opening.at, rest[0]?.at ?? opening.at) }, ...rest];
};
