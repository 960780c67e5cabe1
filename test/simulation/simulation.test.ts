import { describe, expect, test } from 'vitest';
import { deep } from '../support/deep.ts';
import { extendedFrom, latestFrom, newestFrom } from './generate.ts';
import { regressions } from './regressions.ts';
import { runSeed, usualSteps } from './run-seed.ts';

/** Enough for every kind of step and fault to occur many times; CI plays 5,000 of each with `npm run simulate`. */
const seeds = deep ? 400 : 100;

/** What breaks in a seed's history, and how to play it again; undefined where all is well. */
const broken = async (seed: number, steps = usualSteps): Promise<string | undefined> => {
  const { violation } = await runSeed(seed, steps);
  return violation && `${violation.message}\nreplay: npm run simulate -- --seed ${seed} --steps ${steps}`;
};

describe('the deterministic simulation', () => {
  test.each(regressions)(
    'Given seed $seed, which once broke "$broke", when it is played again, then nothing breaks',
    async ({ seed, steps }) => {
      expect(await broken(seed, steps)).toBeUndefined();
    },
  );

  test.each([
    ['the first generation', 0],
    ['the extended generation', extendedFrom],
    ['the newest generation', newestFrom],
    ['the latest generation', latestFrom],
  ])(
    `Given ${seeds} seeds of faults and races of %s, when each history comes to rest, then every invariant holds`,
    async (_, from) => {
      for (let seed = from; seed < from + seeds; seed += 1) expect(await broken(seed)).toBeUndefined();
    },
  );

  test('Given one seed, when it is played twice, then both histories are the same to the step', async () => {
    const [one, two] = [await runSeed(7), await runSeed(7)];
    expect(two.steps).toEqual(one.steps);
    expect(two.seen).toBe(one.seen);
  });
});
