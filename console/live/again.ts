import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';

/** How often the API is asked before it is given up. */
const attempts = 6;

/** Asks the API, and asks again where that failed in passing. */
export const again = <T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> =>
  retrying(systemRuntime, { attempts, signal }, act);
