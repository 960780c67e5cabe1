import type { LocalStack } from './local/local-stack.ts';

/** What sections measure on: started when first asked for, stopped once after the last section. */
export interface Workbench {
  readonly quick: boolean;
  /** A copy of the project's sources, bundled and synthesized, so that edits meanwhile change nothing. */
  assembled(): Promise<Assembled>;
  /** The local runtime over that copy, in a process of its own. */
  stack(): Promise<LocalStack>;
  progress(line: string): void;
}

/** A synthesized copy. */
export interface Assembled {
  readonly root: string;
  readonly assemblyDir: string;
}
