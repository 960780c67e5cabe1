import { budgets, channelWindowMs } from '../../contract/budgets.ts';
import { type RateName, rates, rateWindowMs, sampleOf } from '../../contract/rates.ts';
import type { Clock, NewId } from './clock.ts';
import { Failure, overBudget } from './failure.ts';

/** Counts, each in a window of its own. */
export interface RateStore {
  /**
   * Counts `by` more, 1 unless said, where fewer than `most` are counted in a window; false where none is left.
   *
   * @param windowMs how long the window is that has this number; a minute unless said
   */
  take(
    tenantId: string,
    counted: string,
    window: number,
    most: number,
    by?: number,
    windowMs?: number,
  ): Promise<boolean>;
}

/** What counting calls needs. */
export interface RateDeps {
  readonly rates: RateStore;
  readonly clock: Clock;
}

/** Counts calls; answers the seconds until the next window where none is left in this one. */
const counting = async (
  deps: RateDeps,
  tenantId: string,
  counted: string,
  most: number,
  by = 1,
): Promise<number | undefined> => {
  const now = deps.clock.now();
  const window = Math.floor(now / rateWindowMs);
  if (await deps.rates.take(tenantId, counted, window, most, by)) return undefined;
  return secondsLeft(now, rateWindowMs);
};

/** Seconds until the next window of a length begins. */
const secondsLeft = (now: number, windowMs: number): number =>
  Math.ceil(((Math.floor(now / windowMs) + 1) * windowMs - now) / 1000);

/** Counts a channel that a tenant opens. Errors: too.many.requests. */
export const spendChannel = async (deps: RateDeps, tenantId: string): Promise<void> => {
  const now = deps.clock.now();
  const window = Math.floor(now / channelWindowMs);
  if (await deps.rates.take(tenantId, 'channels', window, budgets.channels, 1, channelWindowMs)) return;
  throw overBudget('channels', secondsLeft(now, channelWindowMs));
};

/** A refusal of who has called too often. */
export const tooMany = (seconds: number): Failure =>
  new Failure('too.many.requests', { retryAfterSeconds: String(seconds) });

/** Counts a call. Errors: too.many.requests, with the seconds until the next window. */
const take = async (...counted: Parameters<typeof counting>): Promise<void> => {
  const seconds = await counting(...counted);
  if (seconds !== undefined) throw tooMany(seconds);
};

/** Counts a credential that lets nobody in, by the address it came from; as `counting` answers. */
export const countWrong = (deps: RateDeps, address: string): Promise<number | undefined> =>
  counting(deps, '', `wrong#${address}`, rates.wrong.caller);

/** Counts a call of one caller. Errors: too.many.requests. */
export const spendOwn = (deps: RateDeps, name: RateName, tenantId: string, caller: string): Promise<void> =>
  take(deps, tenantId, `${name}#${caller}`, rates[name].caller);

/** Counts a call of a tenant. Errors: too.many.requests. */
export const spendTenants = (deps: RateDeps, name: RateName, tenantId: string): Promise<void> =>
  take(deps, tenantId, name, rates[name].tenant);

/** Counts a call of a caller, then of the tenant: who is over their own rate uses up nothing of the others'. */
export const spend = async (
  deps: RateDeps,
  name: RateName,
  tenantId: string,
  caller: string,
): Promise<void> => {
  await spendOwn(deps, name, tenantId, caller);
  await spendTenants(deps, name, tenantId);
};

/**
 * Counts one of 32 calls of a caller, by chance, for all of them, and one of 1,024 of the tenant, whose many calls
 * are counted well by fewer: it costs little, and is right on average. For what is called by who is known, and is paid for
 * by what it does. Errors: too.many.requests.
 */
export const spendSample = async (
  deps: RateDeps & { readonly newId: NewId },
  name: RateName,
  tenantId: string,
  caller: string,
): Promise<void> => {
  // New ids are even in their hexadecimal digits: one of 32 sorts before 08, one of 1,024 before 004.
  const drawn = deps.newId();
  if (drawn >= '08') return;
  await take(deps, tenantId, `${name}#${caller}`, rates[name].caller, sampleOf);
  if (drawn < '004') await take(deps, tenantId, name, rates[name].tenant, sampleOf ** 2);
};
