import type { ConversationKey } from '../conversation/head.ts';

/** Everything that is kept of a conversation, as one thing to let go of. */
export interface Archive {
  /** Lets every item expire at a time (ms since the epoch). */
  expire(key: ConversationKey, at: number): Promise<void>;
  /** Deletes every item, the head last: an erasure that was cut short can be asked for again. */
  erase(key: ConversationKey): Promise<void>;
}

/** A tenant's settings. */
export interface SettingsStore {
  retentionDays(tenantId: string): Promise<number | undefined>;
  setRetentionDays(tenantId: string, days: number): Promise<void>;
}
