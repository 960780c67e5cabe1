import { useCallback, useMemo, useState } from 'react';

/** What changed elsewhere and waits until the rows may move. */
export interface Pending {
  readonly added: number;
  readonly moved: number;
  readonly gone: number;
}

/** How many of these numbers stand in their order already: the length of the longest run of rising ones among them. */
const inOrder = (numbers: readonly number[]): number => {
  /** The smallest number that a run of each length ends with. */
  const ends: number[] = [];
  for (const number of numbers) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
  }
  return ends.length;
};

/** What separates the order on the page from the order that is wanted. */
export const pendingBetween = (shown: readonly string[], wanted: readonly string[]): Pending => {
  const places = new Map(shown.map((id, index) => [id, index]));
  const kept = wanted.flatMap((id) => places.get(id) ?? []);
  return {
    added: wanted.length - kept.length,
    // One row that goes from the top to the foot displaces all others, and is one move.
    moved: kept.length - inOrder(kept),
    gone: shown.length - kept.length,
  };
};

/**
 * Keeps the order of rows while the pointer is over them, however the floor changes: what changed waits, counted,
 * until the pointer leaves or it is asked for.
 */
export const useSettledOrder = (wanted: readonly string[]) => {
  const [frozen, setFrozen] = useState<readonly string[]>();
  const pending = useMemo(
    () => (frozen === undefined ? { added: 0, moved: 0, gone: 0 } : pendingBetween(frozen, wanted)),
    [frozen, wanted],
  );
  return {
    ids: frozen ?? wanted,
    pending,
    hold: useCallback(() => setFrozen((already) => already ?? wanted), [wanted]),
    release: useCallback(() => setFrozen(undefined), []),
    apply: useCallback(() => setFrozen((already) => already && wanted), [wanted]),
  };
};
