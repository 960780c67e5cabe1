import type { Checker } from './checker.ts';
import { checkers as all } from './checkers.ts';
import { drain } from './drain.ts';
import { newSimulation } from './new-simulation.ts';
import type { Observation } from './observation.ts';
import { type Atomic, perform } from './perform.ts';
import type { Simulation } from './simulation.ts';
import type { Generation, Skews, Step } from './steps.ts';
import { Violation } from './violation.ts';

/** A history that can be played again: what its world knows, the clocks and the decisions. */
export interface Schedule {
  readonly generation: Generation;
  readonly skews: Skews;
  readonly steps: readonly Step[];
}

/** What came of a history. */
export interface Played {
  readonly violation: Violation | undefined;
  /** The steps that were done, also where they came from a generator. */
  readonly steps: readonly Step[];
  readonly seen: number;
}

interface Options {
  readonly atomic?: Atomic;
  readonly onSeen?: (seen: Observation) => void;
  readonly onLine?: (line: string) => void;
}

/** Plays steps until they end or an invariant breaks, then brings the world to rest; every invariant is checked after each. */
export const play = async (
  { generation, skews }: Omit<Schedule, 'steps'>,
  nextStep: (simulation: Simulation, index: number) => Step | undefined,
  options: Options = {},
): Promise<Played> => {
  let violation: Violation | undefined;
  let seen = 0;
  let checkers: readonly Checker[] = [];
  const observe = (one: Observation): void => {
    seen += 1;
    options.onSeen?.(one);
    try {
      for (const checker of checkers) checker.watch?.(one);
    } catch (error) {
      violation ??= error as Violation;
    }
  };
  const simulation = await newSimulation(generation, skews, observe);
  checkers = all.map((newChecker) => newChecker(simulation.world));
  const steps: Step[] = [];
  try {
    for (let step = nextStep(simulation, 0); step !== undefined; step = nextStep(simulation, steps.length)) {
      steps.push(step);
      const line = await perform(simulation, step, options.atomic);
      if (line !== undefined) options.onLine?.(line);
      if (violation !== undefined) return { violation, steps, seen };
    }
    options.onLine?.('-- faults cease, everything comes to rest');
    await drain(simulation, checkers);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation ??= error;
  }
  return { violation, steps, seen };
};

/** Plays a recorded history. */
export const replay = ({ steps, ...world }: Schedule, options: Options = {}): Promise<Played> =>
  play(world, (_, index) => steps[index], options);
