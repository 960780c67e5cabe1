import { useRef, useSyncExternalStore } from 'react';

/** A value that many read and few patch. */
export interface Store<T> {
  get(): T;
  /** Replaces the value; those who subscribed are told once for all patches of one turn. */
  patch(change: (value: T) => T): void;
  subscribe(listener: () => void): () => void;
}

/** Makes a store. `schedule` gathers the patches of one turn into one round of listeners. */
export const createStore = <T>(
  initial: T,
  schedule: (tell: () => void) => void = queueMicrotask,
): Store<T> => {
  const listeners = new Set<() => void>();
  let value = initial;
  let scheduled = false;
  const tell = (): void => {
    scheduled = false;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    patch: (change) => {
      const next = change(value);
      if (next === value) return;
      value = next;
      if (scheduled) return;
      scheduled = true;
      schedule(tell);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Selects from a store; the component renders again when what `select` answers is another (by `same`). */
export const useSelected = <T, S>(
  store: Store<T>,
  select: (value: T) => S,
  same: (a: S, b: S) => boolean = Object.is,
): S => {
  const last = useRef<{ readonly of: T; readonly select: (value: T) => S; readonly selected: S }>(undefined);
  const read = (): S => {
    const value = store.get();
    const known = last.current;
    if (known !== undefined && known.of === value && known.select === select) return known.selected;
    const fresh = select(value);
    const selected = known !== undefined && same(known.selected, fresh) ? known.selected : fresh;
    last.current = { of: value, select, selected };
    return selected;
  };
  return useSyncExternalStore(store.subscribe, read);
};

/** The same map with one entry set, or taken out where the value is undefined. */
export const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> => {
  const next = new Map(map);
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
};
