/**
 * How long to wait before a further attempt: anything between nothing and a bound that doubles (ms), so that those
 * who failed together do not come back together.
 */
export const fullJitter = (
  random: () => number,
  attempt: number,
  { baseMs, capMs }: { readonly baseMs: number; readonly capMs: number },
): number => random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20));
