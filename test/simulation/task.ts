import type { Actor } from './actor.ts';
import type { Fault } from './steps.ts';

/** A place where an invocation waits for the scheduler: before or after the effect of one port call. */
interface Gate {
  readonly call: string;
  readonly phase: 'before' | 'after';
  readonly pass: (fault: Fault | undefined) => void;
}

/** One invocation of a use case, as one Lambda would run it. */
export interface Task {
  readonly id: number;
  readonly actor: Actor;
  readonly action: string;
  readonly startedAt: number;
  /** Where it waits now; several at once where it calls ports side by side. */
  readonly gates: Gate[];
  phase: 'working' | 'answered' | 'over' | 'dead';
}

export const newTask = (id: number, actor: Actor, action: string, startedAt: number): Task => ({
  id,
  actor,
  action,
  startedAt,
  gates: [],
  phase: 'working',
});

/** Waits at a gate. A dead task waits for ever: nothing after this point happens. */
export const wait = (task: Task, call: string, phase: Gate['phase']): Promise<Fault | undefined> =>
  new Promise((pass) => {
    if (task.phase !== 'dead') task.gates.push({ call, phase, pass });
  });

/** Lets a task on at one of its gates. */
export const passGate = (task: Task, index: number, fault: Fault | undefined): Gate | undefined => {
  if (task.gates.length === 0) return undefined;
  const [gate] = task.gates.splice(index % task.gates.length, 1);
  gate?.pass(fault);
  return gate;
};

/** Ends a task where it stands, as a crash or a timeout does. */
export const kill = (task: Task): void => {
  task.phase = 'dead';
  task.gates.length = 0;
};

/**
 * Waits until nothing runs any more: every microtask has run before the next tick. What is simulated waits for nothing
 * else, so that no turn of the event loop is needed.
 */
export const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
