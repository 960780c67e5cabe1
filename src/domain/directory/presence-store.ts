import type { RoutingStatusName } from '../../contract/routing-status.ts';
import type { SystemPresence } from '../../contract/words.ts';

/** How a user stands to their queues. */
export interface Routing {
  readonly status: RoutingStatusName;
  /** ms since the epoch. */
  readonly since: number;
  /** What the user reported of themself; it counts while they are On Queue, until they take a conversation. */
  readonly reported?: 'NOT_RESPONDING' | 'COMMUNICATING';
  /** The conversations that the user takes part in as an agent; monitoring is none of it. */
  readonly conversations: readonly string[];
}

/** A user's presence, and the routing status that follows from it; who never set one is Offline. */
export interface Presence {
  readonly systemPresence: SystemPresence;
  /** ms since the epoch; absent where it was never set. */
  readonly modified?: number;
  /** Absent while nothing but a presence was known. */
  readonly routing?: Routing;
  /** What the newest change concerned: who watches is told this and nothing else. */
  readonly changed?: readonly ('presence' | 'routingStatus')[];
  /** Grows by one with each change; absent where nothing is stored. */
  readonly version?: number;
}

/** Where presences live. */
export interface PresenceStore {
  get(tenantId: string, userId: string): Promise<Presence>;
  /**
   * Stores a presence whose version is one above the stored one, or 1 where none is stored. Any other is not stored,
   * and the answer is false.
   */
  put(tenantId: string, userId: string, presence: Presence & { readonly version: number }): Promise<boolean>;
}
