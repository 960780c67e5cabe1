import type { Agent } from './actors/agent.ts';
import type { Customer } from './actors/customer.ts';
import type { Manager } from './actors/manager.ts';
import type { Supervisor } from './actors/supervisor.ts';
import type { Stream } from './stream.ts';
import type { World } from './world.ts';

/** A world and everybody in it. */
export interface Simulation {
  readonly world: World;
  readonly stream: Stream;
  readonly customers: readonly Customer[];
  readonly agents: readonly Agent[];
  readonly supervisors: readonly Supervisor[];
  readonly managers: readonly Manager[];
  /** All of these, by the actor's key. */
  readonly everybody: ReadonlyMap<string, Customer | Agent | Supervisor | Manager>;
}
