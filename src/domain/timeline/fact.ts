import type { TimelineType } from '../../contract/timeline.ts';
import type { DisconnectType, Purpose } from '../../contract/words.ts';

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
