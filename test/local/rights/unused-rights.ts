import type { UnusedRights } from './compare-rights.ts';

/** Rights that roles grant though no test makes the call, each with the reason. */
export const unusedRights: readonly UnusedRights[] = [];
