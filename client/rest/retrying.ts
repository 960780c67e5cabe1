import { fullJitter } from '../full-jitter.ts';
import { pause } from '../pause.ts';
import type { Runtime } from '../runtime.ts';
import { mayRetry } from './may-retry.ts';
import { ProblemError } from './problem-error.ts';

/** How often and how patiently to retry. */
export interface Patience {
  readonly attempts: number;
  readonly signal?: AbortSignal;
  /** Told of each failed attempt that is tried again. */
  readonly onRetry?: (error: unknown) => void;
}

/**
 * Does something idempotent again while it fails in passing, with full jitter, and never before the API's
 * Retry-After. Rejects with the last error.
 */
export const retrying = async <T>(
  runtime: Runtime,
  { attempts, signal, onRetry }: Patience,
  act: () => Promise<T>,
): Promise<T> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (attempt + 1 >= attempts || !mayRetry(error) || signal?.aborted === true) throw error;
      onRetry?.(error);
      const least = error instanceof ProblemError ? (error.retryAfter ?? 0) * 1000 : 0;
      const wait = least + fullJitter(() => runtime.random(), attempt, { baseMs: 200, capMs: 10_000 });
      await pause(runtime, wait, signal);
    }
  }
};
