/** Time and identity, as arguments: tests back-date and the simulation skews. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes ids that no one can guess. */
export type NewId = () => string;
