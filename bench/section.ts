import type { Row } from './row.ts';
import type { Workbench } from './workbench.ts';

/** One part of the benchmark, that `--only` can name. */
export interface Section {
  readonly name: string;
  /** What is measured and how, in a sentence: printed above the rows and kept with them. */
  readonly about: string;
  run(bench: Workbench): Promise<readonly Row[]>;
}
