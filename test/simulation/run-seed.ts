import { generator, worldOf } from './generate.ts';
import { type Played, play } from './play.ts';

/** Steps of one seed's history, before everything comes to rest. */
export const usualSteps = 300;

/** Plays the history that a seed stands for. */
export const runSeed = (seed: number, steps = usualSteps): Promise<Played> =>
  play(worldOf(seed), generator(seed, steps));
