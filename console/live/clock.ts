import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const tell of [...listeners]) tell();
    }, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The time (ms since the epoch) by the page's one clock: what shows it renders again each second. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** The time (ms), rounded down to whole steps of some seconds: renders again at each step alone. */
export const useNowEvery = (seconds: number): number =>
  useSyncExternalStore(subscribe, () => Math.floor(now / 1000 / seconds) * seconds * 1000);
