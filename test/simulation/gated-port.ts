import { Injected } from './injected.ts';
import { type Task, wait } from './task.ts';

type Method = (...args: unknown[]) => unknown;

/** Told whose call is having its effect. */
export type Acting = <T>(task: Task, effect: () => T) => T;

const before = async (task: Task, call: string): Promise<void> => {
  if ((await wait(task, call, 'before')) === 'throttle') throw new Injected('throttle');
};

/**
 * A port whose every call waits at a gate before its effect and at one after it, for each task anew. The memory twins
 * have their effect at once, so that a call is one atomic moment between its gates, as one operation on one item is.
 */
export const gatedPort = <P extends object>(name: string, port: P, acting: Acting): ((task: Task) => P) => {
  class Gated {
    readonly task: Task;
    constructor(task: Task) {
      this.task = task;
    }
  }
  for (const [method, effect] of Object.entries(port) as [string, Method][]) {
    const call = `${name}.${method}`;
    const value =
      effect.constructor.name === 'AsyncGeneratorFunction'
        ? async function* (this: Gated, ...args: unknown[]) {
            await before(this.task, call);
            yield* effect(...args) as AsyncIterable<unknown>;
          }
        : async function (this: Gated, ...args: unknown[]) {
            const { task } = this;
            await before(task, call);
            const answer = acting(task, () => effect(...args));
            const fault = await wait(task, call, 'after');
            if (fault === 'lost') throw new Injected('lost');
            if (fault === 'again') return acting(task, () => effect(...args));
            return answer;
          };
    Object.defineProperty(Gated.prototype, method, { value, enumerable: true });
  }
  return (task) => new Gated(task) as unknown as P;
};
