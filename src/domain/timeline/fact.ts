import type { TimelineType } from '../../contract/timeline.ts';
import type { DisconnectType, Purpose } from '../../contract/words.ts';
import type { ConversationKey } from '../head/head.ts';

/**
 * One thing that happened to a conversation, derived from one change of its head. `rev` and `index` are its key:
 * the same change always gives the same facts under the same keys, however often the stream repeats it.
 */
export interface Fact {
  readonly rev: number;
  readonly index: number;
  /** ms since the epoch. */
  readonly time: number;
  readonly type: TimelineType;
  readonly participantId?: string;
  readonly purpose?: Purpose;
  readonly userId?: string;
  readonly name?: string;
  readonly queueId?: string;
  readonly monitoredParticipantId?: string;
  readonly fence?: number;
  readonly disconnectType?: DisconnectType;
  readonly reason?: string;
  readonly wrapupCode?: string;
}

/** A fact before its change gives it a key. */
export type Draft = Omit<Fact, 'rev' | 'index'>;

/** What an agent wrote beside the code of their wrap-up. It is in no head, for its length, and in no log. */
export interface WrapUpNote {
  readonly name?: string;
  readonly notes?: string;
}

/** Notes by participant. */
export type WrapUpNotes = Readonly<Record<string, WrapUpNote>>;

/** A session that holds a lease somewhere, and whose. */
export interface HeldSession extends ConversationKey {
  readonly fence: number;
  readonly supervisorId: string;
}

/** What the stream writes and people read afterwards. Every write is idempotent by its key. */
export interface RecordStore {
  /** Stores facts, all of a change together; storing them again changes nothing. */
  putFacts(key: ConversationKey, facts: readonly Fact[]): Promise<void>;
  /** A conversation's facts in the order of its changes. */
  facts(key: ConversationKey): Promise<readonly Fact[]>;
  /** Stores what an agent wrote beside their wrap-up; the last one stands. */
  putWrapUpNote(key: ConversationKey, participantId: string, note: WrapUpNote): Promise<void>;
  wrapUpNotes(key: ConversationKey): Promise<WrapUpNotes>;
  /** Remembers a held lease under its holder, until `dropHeld`. */
  putHolder(session: HeldSession): Promise<void>;
  /** Remembers a held lease for the sweeper, until `dropHeld`, and under its holder where it is not. */
  putHeld(session: HeldSession): Promise<void>;
  dropHeld(session: HeldSession): Promise<void>;
  /**
   * Every remembered session of every tenant, for the sweeper, always in the same order; some may have ended already.
   * Those behind `after`, where it is given, whether or not it is still remembered.
   */
  held(after?: HeldSession): AsyncIterable<HeldSession>;
  /** The last session that a sweep came to whose time was over before its end; undefined where it came to its end. */
  sweptTo(): Promise<HeldSession | undefined>;
  setSweptTo(session: HeldSession | undefined): Promise<void>;
  /** One supervisor's remembered sessions (strongly consistent: one that was put is found). */
  heldBy(tenantId: string, supervisorId: string): Promise<readonly HeldSession[]>;
}
