import { type AsyncEffects, runEvent, waiting } from './async-invocations.ts';
import { createConcurrency } from './concurrency.ts';
import { createFunctionPool, type FunctionCounts, type FunctionPool } from './function-pool.ts';
import { type FunctionSpec, functionName } from './function-spec.ts';
import type { InvocationResult } from './invocation.ts';

/** All functions of the assembly, found by ARN, by name or by an integration's URI. */
export interface Functions {
  /** @throws when no function is known under the reference */
  invoke(reference: string, event: unknown): Promise<InvocationResult>;
  /** Asynchronous invocation: answers what the first attempt came to; what follows is done by the clock. */
  invokeAsync(reference: string, event: unknown): Promise<InvocationResult>;
  /** Whether there is a function of that name or ARN. */
  knows(reference: string): boolean;
  counts(): FunctionCounts[];
  /** Ends an environment of a function in the midst of its work, where there is one. */
  crash(reference: string): void;
  /** Resolves once what ran at the call is done. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  /** Environments per function. */
  readonly concurrency: number;
  /** Environments of all functions; beyond them the one that rests longest goes. What works is never stopped for it. */
  readonly environments: number;
  /** Milliseconds after which an environment without work is stopped. */
  readonly idleMs: number;
  /** Concurrent executions of the account; left out, what is beyond the environments waits. */
  readonly accountConcurrency?: number;
  /** Milliseconds that a cold start takes beside the loading of the bundle; none unless given. */
  readonly coldStartMs?: number;
  /** Sends to a queue by its ARN: what becomes of asynchronous invocations. */
  readonly send?: AsyncEffects['send'];
  /** Receives each printed line with the function's name. */
  readonly log: (name: string, line: string) => void;
}

export const createFunctions = (
  specs: readonly FunctionSpec[],
  {
    concurrency,
    environments,
    idleMs,
    log,
    accountConcurrency,
    coldStartMs = 0,
    send = () => {},
  }: FunctionsOptions,
): Functions => {
  // An account's limit refuses; it leaves nothing to wait for.
  const limit = Math.max(concurrency, accountConcurrency ?? 0);
  /** Makes room for one more. */
  const starting = (): void => {
    const all = [...pools.values()];
    let count = all.reduce((sum, pool) => sum + pool.counts().environments, 0);
    for (; count >= environments; count -= 1) {
      const resting = all.filter((pool) => pool.restsSince() !== undefined);
      const [longest] = resting.sort((a, b) => (a.restsSince() ?? 0) - (b.restsSince() ?? 0));
      if (longest === undefined) return;
      longest.retire();
    }
  };
  const pools: ReadonlyMap<string, FunctionPool> = new Map(
    specs.map((spec) => [
      spec.name,
      createFunctionPool(spec, {
        limit,
        idleMs,
        starting,
        coldStartMs,
        log: (line) => log(spec.name, line),
      }),
    ]),
  );
  const admitted = createConcurrency(specs, accountConcurrency);
  const stopped = new AbortController();
  const effects = { send, wait: waiting(stopped.signal), now: Date.now };
  const poolOf = (reference: string) => {
    const name = functionName(reference);
    const pool = pools.get(name);
    if (!pool) throw new Error(`No function ${name} in the assembly`);
    return pool;
  };
  const running = new Set<Promise<unknown>>();
  const invoke = async (reference: string, event: unknown): Promise<InvocationResult> => {
    const pool = poolOf(reference);
    const run = admitted(pool.spec.name, () => pool.invoke(event));
    running.add(run);
    try {
      return await run;
    } finally {
      running.delete(run);
    }
  };
  return {
    invoke,
    invokeAsync: (reference, event) =>
      new Promise((resolve, reject) => {
        const one = { ...effects, invoke: (payload: unknown) => invoke(reference, payload) };
        runEvent(poolOf(reference).spec, event, one, resolve).catch(reject);
      }),
    knows: (reference) => pools.has(functionName(reference)),
    counts: () => [...pools.values()].map((pool) => pool.counts()),
    crash: (reference) => poolOf(reference).crash(),
    async settled() {
      await Promise.allSettled([...running]);
    },
    async stop() {
      stopped.abort();
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
};
