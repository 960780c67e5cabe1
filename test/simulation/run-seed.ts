import { setImmediate } from 'node:timers/promises';
import { generator, worldOf } from './generate.ts';
import { type Played, play } from './play.ts';

/** Steps of one seed's history, before everything comes to rest. */
export const usualSteps = 300;

/** Plays the history that a seed stands for. */
export const runSeed = async (seed: number, steps = usualSteps): Promise<Played> => {
  // A history takes no turn of the event loop: timers and messages of the process have theirs between two of them.
  await setImmediate();
  return play(worldOf(seed), generator(seed, steps));
};
