import { Injected } from './injected.ts';
import { type Task, wait } from './task.ts';

type Method = (...args: unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

/** Told whose call is having its effect. */
export type Acting = <T>(task: Task, effect: () => T) => T;

const before = async (task: Task, call: string): Promise<void> => {
  if ((await wait(task, call, 'before')) === 'throttle') throw new Injected('throttle');
};

/** One invocation's door to a port. */
class Gate {
  // Declared alone: a field of its own would be defined before the constructor sets it, 20 times an invocation.
  declare readonly task: Task;
  declare readonly port: Methods;
  declare readonly acting: Acting;
  constructor(task: Task, port: Methods, acting: Acting) {
    this.task = task;
    this.port = port;
    this.acting = acting;
  }
}

const gated = (call: string, method: string): Method =>
  async function (this: Gate, ...args: unknown[]) {
    const { task, port, acting } = this;
    await before(task, call);
    const effect = () => port[method]?.(...args);
    const answer = acting(task, effect);
    const fault = await wait(task, call, 'after');
    if (fault === 'lost') throw new Injected('lost');
    return fault === 'again' ? acting(task, effect) : answer;
  };

const gatedRead = (call: string, method: string): Method =>
  async function* (this: Gate, ...args: unknown[]) {
    const { task, port } = this;
    await before(task, call);
    yield* port[method]?.(...args) as AsyncIterable<unknown>;
  };

const newClass = (name: string, port: Methods): typeof Gate => {
  class Gated extends Gate {}
  for (const [method, effect] of Object.entries(port)) {
    if (typeof effect !== 'function') continue;
    const make = effect.constructor.name === 'AsyncGeneratorFunction' ? gatedRead : gated;
    Object.defineProperty(Gated.prototype, method, {
      value: make(`${name}.${method}`, method),
      enumerable: true,
    });
  }
  return Gated;
};

/** A class for each port, of all worlds: made anew for each history, nothing of them would stay compiled. */
const classes = new Map<string, typeof Gate>();

/**
 * A port whose every call waits at a gate before its effect and at one after it, for one task. The memory twins have
 * their effect at once, so that a call is one atomic moment between its gates, as one operation on one item is.
 */
export const gatedPort = <P extends object>(name: string, port: P, task: Task, acting: Acting): P => {
  const methods = port as unknown as Methods;
  const known = classes.get(name) ?? newClass(name, methods);
  classes.set(name, known);
  return new known(task, methods, acting) as unknown as P;
};
