/** Seeds that once broke an invariant, and what it took: they are played first, at these lengths, for ever. */
export const regressions: readonly {
  readonly seed: number;
  readonly steps: number;
  readonly broke: string;
}[] = [
  // The timeline is written late: who took part was judged by it alone, and who had just connected passed for a
  // stranger.
  { seed: 1471, steps: 300, broke: 'I6: an agent who has just connected reads of the monitor' },
];
