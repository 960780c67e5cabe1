import { Injected } from './injected.ts';
import { type Task, wait } from './task.ts';

type Method = (...args: unknown[]) => unknown;

/** Told whose call is having its effect. */
export type Acting = <T>(task: Task, effect: () => T) => T;

/**
 * A port whose every call waits at a gate before its effect and at one after it. The memory twins have their effect
 * at once, so that a call is one atomic moment between its gates, as one operation on one item is.
 */
export const gatedPort = <P extends object>(task: Task, name: string, port: P, acting: Acting): P => {
  const gated: Record<string, Method> = {};
  const before = async (call: string): Promise<void> => {
    if ((await wait(task, call, 'before')) === 'throttle') throw new Injected('throttle');
  };
  for (const [method, effect] of Object.entries(port) as [string, Method][]) {
    const call = `${name}.${method}`;
    if (effect.constructor.name === 'AsyncGeneratorFunction') {
      gated[method] = async function* (...args) {
        await before(call);
        yield* effect(...args) as AsyncIterable<unknown>;
      };
      continue;
    }
    gated[method] = async (...args) => {
      await before(call);
      const answer = acting(task, () => effect(...args));
      const fault = await wait(task, call, 'after');
      if (fault === 'lost') throw new Injected('lost');
      if (fault === 'again') return acting(task, () => effect(...args));
      return answer;
    };
  }
  return gated as unknown as P;
};
