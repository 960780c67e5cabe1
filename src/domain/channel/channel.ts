import type { Principal } from '../access/principal.ts';

/** A notification channel: what one socket of one user may receive. Times are ms since the epoch. */
export interface Channel extends Principal {
  readonly channelId: string;
  /** The channel's last moment: its socket's or its token's, whichever comes first. */
  readonly until: number;
  /** Absent until the socket is open. */
  readonly connectionId?: string;
  readonly topics: readonly string[];
  /** For each transcript among the topics: the fence of the session that it was permitted under. */
  readonly fences?: Readonly<Record<string, number>>;
}

/** One channel's interest in one topic. */
export interface Subscription {
  readonly tenantId: string;
  readonly topic: string;
  readonly channelId: string;
  readonly userId: string;
  /** Absent until the socket is open. */
  readonly connectionId?: string;
  readonly until: number;
  /** For a transcript: the fence of the session that it was permitted under. */
  readonly fence?: number;
}
