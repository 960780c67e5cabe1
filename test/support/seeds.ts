import { relative } from 'node:path';
import { expect } from 'vitest';

/** The seed that `SEED=n` asks for; undefined where it asks for none. */
const wanted = (): number | undefined =>
  /^-?\d+$/.test(process.env.SEED ?? '') ? Number(process.env.SEED) : undefined;

/** The seeds that a test plays: its own, the very list, or the one alone that `SEED=n` asks for. */
export const seedsOf = (own: readonly number[]): readonly number[] => {
  const one = wanted();
  return one === undefined ? own : [one];
};

/** The command that plays a seed of the test that runs now again. */
export const replayOf = (seed: number): string => {
  const { testPath = '', currentTestName = '' } = expect.getState();
  const title = currentTestName.split(' > ').at(-1) ?? '';
  // Vitest takes the title for a pattern: what means something in one, or to the shell, stands for any character.
  const pattern = title.replace(/[^\p{L}\p{N} ,:]/gu, '.');
  return `SEED=${seed} npx vitest run ${relative(process.cwd(), testPath)} -t '${pattern}'`;
};
