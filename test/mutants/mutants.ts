import { domainMutants } from './domain-mutants.ts';
import type { Mutant } from './mutant.ts';
import { outerMutants } from './outer-mutants.ts';

/** Every declared fault. A feature that promises something joins with the fault that would break it. */
export const mutants: readonly Mutant[] = [...domainMutants, ...outerMutants];
