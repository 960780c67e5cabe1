import { createFunctionPool, type FunctionCounts } from './function-pool.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { InvocationResult } from './invocation.ts';

/** All functions of the assembly, found by ARN, by name or by an integration's URI. */
export interface Functions {
  /** @throws when no function is known under the reference */
  invoke(reference: string, event: unknown): Promise<InvocationResult>;
  /** Asynchronous invocation: retried as the template says; the last result is answered. */
  invokeAsync(reference: string, event: unknown): Promise<InvocationResult>;
  counts(): FunctionCounts[];
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  /** Environments per function. */
  readonly concurrency: number;
  /** Milliseconds after which an environment without work is stopped. */
  readonly idleMs: number;
  /** Receives each printed line with the function's name. */
  readonly log: (name: string, line: string) => void;
}

export const createFunctions = (
  specs: readonly FunctionSpec[],
  { concurrency, idleMs, log }: FunctionsOptions,
): Functions => {
  const pools = new Map(
    specs.map((spec) => [
      spec.name,
      createFunctionPool(spec, { limit: concurrency, idleMs, log: (line) => log(spec.name, line) }),
    ]),
  );
  const poolOf = (reference: string) => {
    const name = functionName(reference);
    const pool = pools.get(name);
    if (!pool) throw new Error(`No function ${name} in the assembly`);
    return pool;
  };
  return {
    invoke: (reference, event) => poolOf(reference).invoke(event),
    async invokeAsync(reference, event) {
      const pool = poolOf(reference);
      let result = await pool.invoke(event);
      for (let retry = 0; !result.ok && retry < pool.spec.asyncRetries; retry += 1) {
        result = await pool.invoke(event);
      }
      return result;
    },
    counts: () => [...pools.values()].map((pool) => pool.counts()),
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
};

/** Name in a function's ARN or name, with or without a qualifier, also within an integration's URI. */
export const functionName = (reference: string): string => {
  return /:function:([A-Za-z0-9_-]+)/.exec(reference)?.[1] ?? reference.replace(/:.*$/, '');
};
