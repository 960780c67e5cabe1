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
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof rates;

/** ms of the window in which calls are counted; the next one begins anew. */
export const rateWindowMs = 60_000;

/**
 * The rate of a route: its own, or that of who calls it. Nobody is let in without one who has shown no user's token: a
 * guest, a visitor who is about to be one, a provider.
 */
export const rateOf = (route: {
  readonly rate?: RateName | undefined;
  readonly authorizer?: string | undefined;
}): RateName | undefined => {
  if (route.rate !== undefined) return route.rate;
  if (route.authorizer === undefined || route.authorizer === 'user') return undefined;
  return route.authorizer === 'guest' ? 'guest' : 'webhook';
};
