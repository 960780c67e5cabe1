import type { DisconnectType, MessageType, Purpose } from '../../contract/words.ts';
import type { Reach } from '../delivery/reach.ts';
import type { Lease } from '../monitoring/lease.ts';
import type { ChangeName } from './change.ts';

/** Names one conversation; the tenant comes only from a verified token or from the item itself. */
export interface ConversationKey {
  readonly tenantId: string;
  readonly conversationId: string;
}

/** A connected participant, as small as the head needs it. Who has left is in the timeline. */
export interface HeadParticipant {
  readonly purpose: Purpose;
  readonly name: string;
  /** Absent for the customer. */
  readonly userId?: string;
  /** Absent where it is the conversation's. */
  readonly queueId?: string;
  /** ms since the epoch. */
  readonly since: number;
  /** Since when this agent has the customer on hold, ms since the epoch; absent while they talk. */
  readonly held?: number;
  /** How this agent, who was there at the end, wrapped up. */
  readonly wrapupCode?: string;
}

/**
 * The head item: every fact of a conversation that must be linear, in one item of at most 1 KB, so that each change
 * is one conditional write. Times are ms since the epoch.
 *
 *     inProgress ── message, participant, monitor ──▶ inProgress ── end ──▶ ended (wrap-up alone changes it)
 */
export interface Head extends ConversationKey {
  readonly state: 'inProgress' | 'ended';
  readonly messageType: MessageType;
  readonly integrationId: string;
  /** How agents' words reach the customer; absent where whoever brought the customer reads them. */
  readonly reach?: Reach;
  readonly queueId: string;
  readonly divisionId: string;
  readonly startTime: number;
  readonly endTime?: number;
  /** The newest message's place; dense from 1. */
  readonly seq: number;
  /** When the newest message came. */
  readonly lastTime: number;
  /** Fingerprints of the newest messages, oldest first: the last entry belongs to `seq`, the one before to `seq - 1`. */
  readonly recent: readonly string[];
  readonly participants: Readonly<Record<string, HeadParticipant>>;
  /** Who left and owes a wrap-up: a fingerprint of participant and user, with the `rev` by which they left. */
  readonly acw?: Readonly<Record<string, number>>;
  /** The newest wrap-up of an agent who had left. */
  readonly wrapped?: { readonly participantId: string; readonly code: string };
  /** Grows by one with each new holder of the lease; never shrinks. */
  readonly fence: number;
  readonly lease?: Lease;
  /** How the session of the current fence was ended, where a command ended it. */
  readonly closed?: { readonly type: DisconnectType; readonly by?: string; readonly reason?: string };
  /** The kind of the last change: stream filters select by it. */
  readonly change: ChangeName;
  /** When that change was, messages and renewals aside. */
  readonly changed: number;
  /** Counts those changes from 1: the deterministic key of what the stream derives. */
  readonly rev: number;
}
