/** Milliseconds since the epoch as the contract writes a time. */
export const iso = (ms: number): string => new Date(ms).toISOString();
