import type { ConversationKey } from '../conversation/head.ts';
import type { Entry } from './message.ts';

/** Where messages live, by conversation and seq. What is stored never changes. */
export interface TranscriptStore {
  /** Stores an entry at its seq if nothing is there; answers what is there now. */
  put(entry: Entry): Promise<Entry>;
  get(key: ConversationKey, seq: number): Promise<Entry | undefined>;
  /** Entries after a seq in order (strongly consistent), at most `limit`; fewer only where there are no more. */
  after(key: ConversationKey, afterSeq: number, limit: number): Promise<readonly Entry[]>;
}
