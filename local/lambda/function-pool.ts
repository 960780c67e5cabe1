import { type Environment, startEnvironment } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { type InvocationResult, PAYLOAD_LIMIT_BYTES, type StreamSink } from './invocation.ts';

/** Counts since the start of the runtime. */
export interface FunctionCounts {
  readonly name: string;
  readonly coldStarts: number;
  readonly invocations: number;
  readonly errors: number;
}

/** The environments of one function. */
export interface FunctionPool {
  readonly spec: FunctionSpec;
  invoke(event: unknown, sink?: StreamSink): Promise<InvocationResult>;
  counts(): FunctionCounts;
  stop(): Promise<void>;
}

/**
 * Environments of a function, each with one invocation at a time. They are started on demand, at most
 * `limit` of them; what comes beyond waits in order of arrival. (Lambda would refuse at its concurrency
 * limit; a laptop has cores for a few only.)
 */
export function createFunctionPool(
  spec: FunctionSpec,
  { limit, log }: { limit: number; log: (line: string) => void },
): FunctionPool {
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: ((environment: Environment) => void)[] = [];
  const counts = { coldStarts: 0, invocations: 0, errors: 0 };

  function start(): Environment {
    counts.coldStarts += 1;
    const environment = startEnvironment(spec, log);
    all.add(environment);
    return environment;
  }

  async function acquire(): Promise<Environment> {
    for (let free = idle.pop(); free; free = idle.pop()) {
      if (free.alive()) return free;
      all.delete(free);
    }
    if (all.size < limit) return start();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function release(environment: Environment): void {
    if (!environment.alive()) all.delete(environment);
    const next = waiting.shift();
    if (next) next(environment.alive() ? environment : start());
    else if (environment.alive()) idle.push(environment);
  }

  return {
    spec,
    async invoke(event, sink) {
      counts.invocations += 1;
      const payload = JSON.stringify(event);
      const size = Buffer.byteLength(payload);
      if (size > PAYLOAD_LIMIT_BYTES) {
        counts.errors += 1;
        const errorMessage = `${size} byte payload is too large for the RequestResponse invocation type (limit ${PAYLOAD_LIMIT_BYTES} bytes)`;
        return { ok: false, error: { errorType: 'RequestEntityTooLargeException', errorMessage } };
      }
      const environment = await acquire();
      try {
        const result = await environment.invoke(payload, sink);
        if (!result.ok) {
          counts.errors += 1;
          log(
            `ERROR ${result.error.errorType}: ${(result.error.trace ?? [result.error.errorMessage]).join('\n')}`,
          );
        }
        return result;
      } finally {
        release(environment);
      }
    },
    counts: () => ({ name: spec.name, ...counts }),
    async stop() {
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
}
