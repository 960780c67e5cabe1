/** Seeds that once broke an invariant, and what it took: they are played first, at these lengths, for ever. */
export const regressions: readonly {
  readonly seed: number;
  readonly steps: number;
  readonly broke: string;
}[] = [];
