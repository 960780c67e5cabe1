import type { Authorizer } from './route.ts';

/** Calls in one minute: of one caller, and of all callers of a tenant together. */
export interface Rate {
  readonly caller: number;
  readonly tenant: number;
}

/**
 * How often may be called what costs something before anybody is known, or what a client can repeat without end. A
 * tenant's count is one item, which takes 1,000 writes a second (DynamoDB quota): 60,000 is the most it can count.
 */
export const rates = {
  /** A guest of a website, by the guest: reading, writing, opening a socket. */
  guest: { caller: 120, tenant: 30_000 },
  /** A visitor who becomes a guest, by address: offices share one. */
  session: { caller: 60, tenant: 6_000 },
  /** A provider's webhook, by address: a provider has few, and sends much. */
  webhook: { caller: 30_000, tenant: 60_000 },
  /** A channel with its ticket, by user or guest. */
  ticket: { caller: 60, tenant: 6_000 },
  /** Frames of a socket: a client pings thrice a minute, and asks again for what it missed. */
  frame: { caller: 300, tenant: 60_000 },
  /** Tickets and guests' tokens that let nobody in, by address; of no tenant, for what they name proves nothing. */
  wrong: { caller: 60, tenant: Number.POSITIVE_INFINITY },
  /** What is said and typed on a socket, counted by samples: one of 32 counts for all of them. */
  said: { caller: 600, tenant: 600_000 },
} as const satisfies Record<string, Rate>;

/** How many a sample stands for. */
export const sampleOf = 32;

export type RateName = keyof typeof rates;

/** ms of the window in which calls are counted; the next one begins anew. */
export const rateWindowMs = 60_000;

/** The rate of a route, by who lets its caller in; a user's calls are the stage's to limit. */
export const rateOf: Readonly<Record<Authorizer, RateName | undefined>> = {
  user: undefined,
  guest: 'guest',
  none: 'session',
  provider: 'webhook',
};

/** Requests a second that API Gateway lets through to one method for all callers together, and how many at once. */
export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * The throttle of a route, by who lets its caller in: the less is known of a caller, the less of what is for all they can
 * take. A user's is the stage's own; each tenant has a budget of its own beside it.
 */
export const throttleOf: Readonly<Record<Authorizer, Throttle>> = {
  user: { perSecond: 5_000, burst: 2_500 },
  provider: { perSecond: 2_000, burst: 1_000 },
  guest: { perSecond: 1_000, burst: 500 },
  none: { perSecond: 200, burst: 200 },
};
