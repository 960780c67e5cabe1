import { limits } from './limits.ts';

/**
 * What one tenant may have at a time, so that no tenant takes what is for all. Each is far above what a contact centre of
 * that size does, and far below what an installation holds. How many requests a second it may make is a setting of the
 * installation (`tenantRequestsPerSecond`).
 */
export const budgets = {
  /** Conversations in progress. */
  conversations: 100_000,
  /** Conversations that are being monitored. */
  monitors: 10_000,
  /** Channels opened within the time that a channel lives: no more than twice as many are open. */
  channels: 50_000,
} as const;

/** What of a tenant is in progress: it is counted with the rows that the stream writes, a little later than it happens. */
export interface Occupancy {
  readonly conversations: number;
  readonly monitors: number;
}

export type BudgetName = keyof typeof budgets;

/** ms in which channels are counted; the next window begins anew. */
export const channelWindowMs = limits.channelMs;

/** Seconds after which somebody may try again who met a budget of what is in progress. */
export const retrySeconds = 60;

/** ms that a function remembers what a tenant has: that long after a budget was met, more may come in. */
export const occupancyMs = 5_000;
