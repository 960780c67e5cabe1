import type { Observation } from './observation.ts';
import type { Simulation } from './simulation.ts';

/** One invariant, as what must never be seen. Each part throws a Violation. */
export interface Checker {
  /** Looks at each thing as it happens. */
  readonly watch?: (seen: Observation) => void;
  /** Looks once everything that can be done is done, while monitors still renew and poison is still parked. */
  readonly rest?: (simulation: Simulation) => Promise<void>;
  /** Looks at the end: poison redriven, monitors silent for longer than a lease, the sweeper through. */
  readonly settle?: (simulation: Simulation) => Promise<void>;
}

/** A checker for one run; what it has seen belongs to that run. */
export type NewChecker = (clock: { readonly nowFor: (actorKey: string) => number }) => Checker;
