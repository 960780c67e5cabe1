import type { SystemPresence } from '../../contract/words.ts';

/** A user's presence; who never set one is Offline. */
export interface Presence {
  readonly systemPresence: SystemPresence;
  /** ms since the epoch; absent where it was never set. */
  readonly modified?: number;
}

/** Where presences live. */
export interface PresenceStore {
  get(tenantId: string, userId: string): Promise<Presence>;
  put(tenantId: string, userId: string, presence: Required<Presence>): Promise<void>;
}
