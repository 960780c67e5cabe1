import type { Effect } from './transition.ts';

/** The effects that every recorded change shares: its time and its number. */
export const touch = (now: number): readonly Effect[] => [
  { do: 'set', path: ['changed'], value: now },
  { do: 'add', path: ['rev'], by: 1 },
];
