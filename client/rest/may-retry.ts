import { ProblemError } from './problem-error.ts';

/** Whether the same request may fare better later: throttled, busy, or lost on the way (fetch's TypeError). */
export const mayRetry = (error: unknown): boolean =>
  error instanceof ProblemError ? error.status === 429 || error.status >= 500 : error instanceof TypeError;
