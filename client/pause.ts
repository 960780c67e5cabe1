import type { Runtime } from './runtime.ts';

/** Waits `ms`, or until the signal aborts; never rejects. */
export const pause = (runtime: Runtime, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const over = () => {
      cancel();
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const cancel = runtime.later(ms, over);
    signal?.addEventListener('abort', over);
  });
