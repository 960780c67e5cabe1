/** Time and identity, as arguments: tests back-date and the simulation skews. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes ids that no one can guess. */
export type NewId = () => string;

/** Milliseconds since the epoch as the contract writes a time. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** Waits, ms. */
export type Pause = (ms: number) => Promise<void>;
