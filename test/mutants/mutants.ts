import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { domainMutants } from './domain-mutants.ts';
import type { Mutant } from './mutant.ts';
import { outerMutants } from './outer-mutants.ts';

const root = resolve(import.meta.dirname, '../..');

/** Every declared fault. A feature that promises something joins with the fault that would break it. */
export const mutants: readonly Mutant[] = [...domainMutants, ...outerMutants];

/** Whether the code has gone on without the mutant: its text no longer stands in its file exactly once. */
export const isStale = ({ file, search }: Pick<Mutant, 'file' | 'search'>): boolean =>
  readFileSync(join(root, file), 'utf8').split(search).length !== 2;
