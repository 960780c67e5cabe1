/** One deliberate fault, and the narrow tests that must notice it. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly search: string;
  readonly replacement: string;
  /** Test files of which at least one test must turn red. */
  readonly tests: readonly string[];
  /** Only tests whose names match, where a file is slow. */
  readonly only?: string;
  /** Among the few that run on every change. */
  readonly short?: true;
}
