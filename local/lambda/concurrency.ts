import type { FunctionSpec } from './function-spec.ts';
import type { InvocationResult } from './invocation.ts';

/** What Lambda answers beyond a limit of concurrency: the event did not reach the function. */
export const throttled: InvocationResult = {
  ok: false,
  error: { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' },
};

/** Whether an invocation was refused before it reached its function. */
export const isThrottled = (result: InvocationResult): boolean =>
  !result.ok && result.error.errorType === 'TooManyRequestsException';

/**
 * Counts what runs at a time as Lambda does: a function with reserved concurrency by itself, all others together against
 * what the account has beside that. What is beyond is refused, it does not wait.
 *
 * @param account concurrent executions of the account; left out, only reserved concurrency refuses
 */
export const createConcurrency = (
  specs: readonly Pick<FunctionSpec, 'name' | 'reservedConcurrency'>[],
  account = Number.POSITIVE_INFINITY,
) => {
  const reserved = new Map(
    specs.flatMap(({ name, reservedConcurrency: own }) => (own === undefined ? [] : [[name, own] as const])),
  );
  const shared = account - [...reserved.values()].reduce((sum, own) => sum + own, 0);
  const running = new Map<string, number>();
  return async (name: string, invoke: () => Promise<InvocationResult>): Promise<InvocationResult> => {
    const pool = reserved.has(name) ? name : '';
    const now = running.get(pool) ?? 0;
    if (now >= (reserved.get(name) ?? shared)) return throttled;
    running.set(pool, now + 1);
    try {
      return await invoke();
    } finally {
      running.set(pool, (running.get(pool) ?? 1) - 1);
    }
  };
};
