import type { ConversationKey } from '../conversation/head.ts';
import type { Fact } from './fact.ts';
import type { WrapUpNote, WrapUpNotes } from './wrap-up-note.ts';

/** A session that holds a lease somewhere, for the sweeper. */
export interface HeldSession extends ConversationKey {
  readonly fence: number;
}

/** What the stream writes and people read afterwards. Every write is idempotent by its key. */
export interface RecordStore {
  /** Stores facts under their keys; storing one again changes nothing. */
  putFacts(key: ConversationKey, facts: readonly Fact[]): Promise<void>;
  /** A conversation's facts in the order of its changes. */
  facts(key: ConversationKey): Promise<readonly Fact[]>;
  /** Stores what an agent wrote beside their wrap-up; the last one stands. */
  putWrapUpNote(key: ConversationKey, participantId: string, note: WrapUpNote): Promise<void>;
  wrapUpNotes(key: ConversationKey): Promise<WrapUpNotes>;
  /** Remembers that a lease is held, until `dropHeld`. */
  putHeld(session: HeldSession): Promise<void>;
  dropHeld(session: HeldSession): Promise<void>;
  /** Every remembered session of every tenant; some may have ended already. */
  held(): AsyncIterable<HeldSession>;
}
