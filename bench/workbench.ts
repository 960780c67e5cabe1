import type { LocalStack } from './local/local-stack.ts';

/** How the backend answers the agent's send: as deployed, or with its pushes awaited first. */
export type Variant = 'answersFirst' | 'buffered';

/** What sections measure on: started when first asked for, stopped once after the last section. */
export interface Workbench {
  readonly quick: boolean;
  /** A copy of the project's sources, bundled and synthesized, so that edits meanwhile change nothing. */
  assembled(variant: Variant): Promise<Assembled>;
  /** The local runtime over such a copy, in a process of its own. */
  stack(variant: Variant): Promise<LocalStack>;
  progress(line: string): void;
}

/** A synthesized copy. */
export interface Assembled {
  readonly root: string;
  readonly assemblyDir: string;
}
