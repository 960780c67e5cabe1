/** Time and identity, as arguments: tests back-date and the simulation skews. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes ids that no one can guess. */
export type NewId = () => string;

/** Milliseconds since the epoch as the contract writes a time. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** Takes work that follows from an answer but must not delay it: the pushes. It runs once the answer is out. */
export type After = (work: () => Promise<void>) => void;
