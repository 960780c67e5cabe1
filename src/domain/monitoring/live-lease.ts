import type { Head } from '../conversation/head.ts';
import type { Lease } from './lease.ts';

/** The lease where it counts now: held and not expired. */
export const liveLease = (head: Head, now: number): Lease | undefined =>
  head.lease !== undefined && head.lease.expires > now ? head.lease : undefined;
