import { limits } from '../contract/limits.ts';
import { clock, setting } from './port.ts';
import { recentCache } from './recent-cache.ts';

/** The port of senders who were found good lately: of frames that do what a route does whose revocation is `cached`. */
export const admitted = setting('admitted', [], () =>
  recentCache<true>(10_000, limits.admittedMs, () => clock.now()),
);
