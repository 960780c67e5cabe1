/** Time and chance as the client uses them; tests put their own in. */
export interface Runtime {
  /** ms since the epoch. */
  now(): number;
  /** Calls back once after `ms`; the answer cancels it. */
  later(ms: number, callback: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

/** The platform's own, in a browser as in Node. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  later: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
