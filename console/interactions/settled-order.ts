import { useCallback, useMemo, useState } from 'react';

/** What changed elsewhere and waits until the rows may move. */
export interface Pending {
  readonly added: number;
  readonly moved: number;
  readonly gone: number;
}

/** What separates the order on the page from the order that is wanted. */
export const pendingBetween = (shown: readonly string[], wanted: readonly string[]): Pending => {
  const [before, after] = [new Set(shown), new Set(wanted)];
  const kept = shown.filter((id) => after.has(id));
  const ordered = wanted.filter((id) => before.has(id));
  const displaced = kept.filter((id, index) => ordered[index] !== id).length;
  return {
    added: wanted.length - ordered.length,
    // Two rows that change places displace each other: that is one move.
    moved: Math.ceil(displaced / 2),
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
