import { type RateName, rates, rateWindowMs } from '../../contract/rates.ts';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';

/** Counts, each in a window of its own. */
export interface RateStore {
  /** Counts one more where fewer than `most` are counted; false where none is left. */
  take(tenantId: string, counted: string, window: number, most: number): Promise<boolean>;
}

/** What counting calls needs. */
export interface RateDeps {
  readonly rates: RateStore;
  readonly clock: Clock;
}

/**
 * Counts one call of a caller, then of the tenant: who is over their own rate uses up nothing of the others'.
 * Errors: too.many.requests, with the seconds until the next window.
 */
export const spend = async (
  deps: RateDeps,
  name: RateName,
  tenantId: string,
  caller: string,
): Promise<void> => {
  const now = deps.clock.now();
  const window = Math.floor(now / rateWindowMs);
  const { caller: own, tenant } = rates[name];
  const left =
    (await deps.rates.take(tenantId, `${name}#${caller}`, window, own)) &&
    (await deps.rates.take(tenantId, name, window, tenant));
  if (left) return;
  const seconds = Math.ceil(((window + 1) * rateWindowMs - now) / 1000);
  throw new Failure('too.many.requests', { retryAfterSeconds: String(seconds) });
};
