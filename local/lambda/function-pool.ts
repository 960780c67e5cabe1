import { type Environment, startEnvironment } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { type InvocationResult, payloadLimitBytes } from './invocation.ts';

/** Counts since the start of the runtime. */
export interface FunctionCounts {
  readonly name: string;
  readonly coldStarts: number;
  readonly invocations: number;
  readonly errors: number;
  /** Environments that are there now. */
  readonly environments: number;
}

/** The environments of one function. */
export interface FunctionPool {
  readonly spec: FunctionSpec;
  invoke(event: unknown): Promise<InvocationResult>;
  counts(): FunctionCounts;
  /** Since when the environment rests that rests longest; undefined where none does. */
  restsSince(): number | undefined;
  /** Stops that environment. */
  retire(): void;
  /** Ends the environment that was started first, also in the midst of its work: for those who try what follows then. */
  crash(): void;
  stop(): Promise<void>;
}

/** How many environments a function has, for how long, and who hears what it prints. */
export interface PoolOptions {
  readonly limit: number;
  /** Milliseconds after which an environment without work is stopped. */
  readonly idleMs: number;
  /** Told of each start, before it. */
  readonly starting: () => void;
  readonly log: (line: string) => void;
  /** Milliseconds that a cold start takes beside the loading of the bundle. */
  readonly coldStartMs?: number;
}

const tooLarge = (size: number): InvocationResult => ({
  ok: false,
  error: {
    errorType: 'RequestEntityTooLargeException',
    errorMessage: `${size} byte payload is too large for the RequestResponse invocation type (limit ${payloadLimitBytes} bytes)`,
  },
});

/**
 * Environments of a function, each with one invocation at a time. They are started on demand, at most `limit` of them, and
 * stopped once they had nothing to do for a while; what comes beyond waits in order of arrival: a laptop has cores for a
 * few only. What Lambda would refuse is refused before (`createConcurrency`).
 */
export const createFunctionPool = (
  spec: FunctionSpec,
  { limit, idleMs, starting, log, coldStartMs = 0 }: PoolOptions,
): FunctionPool => {
  /** The one that worked last is last, and is taken first, so that the others grow idle. */
  const idle: Environment[] = [];
  const timers = new Map<Environment, { readonly since: number; readonly timer: NodeJS.Timeout }>();
  const all = new Set<Environment>();
  const waiting: ((environment: Environment) => void)[] = [];
  const counts = { coldStarts: 0, invocations: 0, errors: 0 };

  const start = (): Environment => {
    counts.coldStarts += 1;
    starting();
    const environment = startEnvironment(spec, log, coldStartMs);
    all.add(environment);
    return environment;
  };

  const rest = (environment: Environment): void => {
    idle.push(environment);
    const timer = setTimeout(() => retire(environment), idleMs).unref();
    timers.set(environment, { since: performance.now(), timer });
  };

  const retire = (environment: Environment): void => {
    clearTimeout(timers.get(environment)?.timer);
    timers.delete(environment);
    idle.splice(idle.indexOf(environment), 1);
    all.delete(environment);
    void environment.stop();
  };

  const acquire = async (): Promise<Environment> => {
    for (let free = idle.pop(); free; free = idle.pop()) {
      clearTimeout(timers.get(free)?.timer);
      timers.delete(free);
      if (free.alive()) return free;
      all.delete(free);
    }
    if (all.size < limit) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };

  const release = (environment: Environment): void => {
    if (!environment.alive()) all.delete(environment);
    const next = waiting.shift();
    if (next) next(environment.alive() ? environment : start());
    else if (environment.alive()) rest(environment);
  };

  const run = async (payload: string): Promise<InvocationResult> => {
    const environment = await acquire();
    try {
      return await environment.invoke(payload);
    } finally {
      release(environment);
    }
  };

  return {
    spec,
    async invoke(event) {
      counts.invocations += 1;
      const payload = JSON.stringify(event);
      const size = Buffer.byteLength(payload);
      const result = size > payloadLimitBytes ? tooLarge(size) : await run(payload);
      if (!result.ok) {
        counts.errors += 1;
        const { errorType, errorMessage, trace } = result.error;
        log(`ERROR ${errorType}: ${(trace ?? [errorMessage]).join('\n')}`);
      }
      return result;
    },
    counts: () => ({ name: spec.name, ...counts, environments: all.size }),
    restsSince: () => (idle[0] === undefined ? undefined : timers.get(idle[0])?.since),
    retire: () => {
      if (idle[0] !== undefined) retire(idle[0]);
    },
    crash: () => [...all][0]?.crash(),
    async stop() {
      for (const { timer } of timers.values()) clearTimeout(timer);
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
};
