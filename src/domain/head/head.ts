import { hash } from 'node:crypto';
import type { Integration } from '../../contract/integration.ts';
import type { DisconnectType, MessageType, OnTransfer, Purpose } from '../../contract/words.ts';
import type { ChangeName, Transition } from './transition.ts';

/**
 * How an agent's words reach the customer: handed to a provider, pushed to a guest's own socket, or not by us: then
 * the connector that takes the customer's messages in reads the answers.
 */
export type DeliveryMode = 'provider' | 'guest';

/** How this integration reaches its customers; fixed for a conversation when it starts. */
export const deliveryModeOf = (integration: Integration): DeliveryMode | undefined => {
  const { sms, meta, open } = integration;
  return sms !== undefined || meta !== undefined || open !== undefined ? 'provider' : undefined;
};

/**
 * The right to monitor one conversation, held by one supervisor until it expires. Times are ms since the epoch.
 *
 *                 claim (fence + 1)                 heartbeat
 *        free ───────────────────────▶ held ────────────────────▶ held (seen, expires move on)
 *          ▲                            │ │
 *          │  release, stop, end, peer  │ │ expires <= now
 *          ├────────────────────────────┘ ▼
 *          └── sweep, or the next claim ── expired (claimable at once; every effect of its fence is refused)
 */
export interface Lease {
  readonly supervisorId: string;
  readonly name: string;
  /** When the token was issued by which it was claimed: a revocation of this holder at or after that ends it. */
  readonly issued: number;
  /** The monitored agent's participant id. */
  readonly participantId: string;
  /** When this session began. */
  readonly since: number;
  /** When its holder was last heard of. */
  readonly seen: number;
  /** From this moment on the lease counts for nothing. */
  readonly expires: number;
  readonly onTransfer: OnTransfer;
  /** Where the holder may monitor, each by the name that `divisionMark` gives it: a transfer elsewhere ends the session. */
  readonly divisions: readonly string[];
}

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
  /** Connected by others, and not accepted yet: nobody takes part before they say so. */
  readonly alerting?: boolean;
  /** Since when this agent has the customer on hold, ms since the epoch; absent while they talk. */
  readonly held?: number;
  /** How this agent, who was there at the end, wrapped up. */
  readonly wrapupCode?: string;
}

/**
 * The head item: every fact of a conversation that must be linear, in one item of at most 1 KB, so that each change
 * is one conditional write. Times are ms since the epoch.
 *
 *     inProgress ── message, participant, monitor ──▶ inProgress ── end ──▶ ended (wrap-up alone changes it) ──▶ erased
 */
export interface Head extends ConversationKey {
  readonly state: 'inProgress' | 'ended';
  readonly messageType: MessageType;
  readonly integrationId: string;
  /** How agents' words reach the customer; absent where the customer's connector reads them. */
  readonly deliveryMode?: DeliveryMode;
  readonly queueId: string;
  readonly divisionId: string;
  readonly startTime: number;
  readonly endTime?: number;
  /** The newest message's place; dense from 1. */
  readonly seq: number;
  /** When the newest message came. */
  readonly lastTime: number;
  /** When the customer's newest message came; absent in what was stored before this was kept. */
  readonly customerTime?: number;
  /** Fingerprints of the newest messages, oldest first: the last entry belongs to `seq`, the one before to `seq - 1`. */
  readonly recent: readonly string[];
  readonly participants: Readonly<Record<string, HeadParticipant>>;
  /** Everybody who takes part or ever did, by the name that `partyOf` gives them. Only ever added to. */
  readonly parties: Readonly<Record<string, true>>;
  /** How often somebody joined, was handed on to or put the customer on hold; 0 where it is absent. */
  readonly moves?: number;
  /** Who left and owes a wrap-up: a fingerprint of participant and user, with the `rev` by which they left. */
  readonly acw?: Readonly<Record<string, number>>;
  /** The newest wrap-up of an agent who had left. */
  readonly wrapped?: { readonly participantId: string; readonly code: string };
  /** Grows by one with each new holder of the lease; never shrinks. */
  readonly fence: number;
  readonly lease?: Lease;
  /** How the session of the current fence was ended, where a command ended it. */
  readonly closed?: { readonly type: DisconnectType; readonly by?: string; readonly reason?: string };
  /** Nothing but this is kept: a place that was erased is remembered, so that nothing late brings it back. */
  readonly erased?: true;
  /** The kind of the last change: stream filters select by it. */
  readonly change: ChangeName;
  /** When that change was, messages and renewals aside. */
  readonly changed: number;
  /** How far what is kept of it has been let go of, where that takes several steps: the seq to go on after. */
  readonly gone?: number;
  /** From when on it is kept no longer, s since the epoch; set once it has ended. */
  readonly keptUntil?: number;
  /** Counts those changes from 1: the deterministic key of what the stream derives. */
  readonly rev: number;
}

/** A connected participant by an id that a caller named: `constructor` and its like name nobody. */
export const participantOf = (head: Head, id: string): HeadParticipant | undefined =>
  Object.hasOwn(head.participants, id) ? head.participants[id] : undefined;

/** The customer, by their participant id; nobody once the conversation was erased. */
export const customerOf = (head: Head): readonly [string, HeadParticipant] | undefined =>
  Object.entries(head.participants).find(([, { purpose }]) => purpose === 'customer');

/** Who comes first of those who came at once: the customer, then the queue that they wait in. */
const rank: Readonly<Record<Purpose, number>> = { customer: 0, acd: 1, bot: 2, agent: 3, user: 4 };

/** Participants as they connected: a stored map has no order of its own. */
export const inOrder = (
  participants: Readonly<Record<string, HeadParticipant>>,
): readonly (readonly [string, HeadParticipant])[] =>
  Object.entries(participants).sort(
    ([a, one], [b, two]) =>
      one.since - two.since || rank[one.purpose] - rank[two.purpose] || (a < b ? -1 : 1),
  );

/** What became of a transition. A refused one answers the head it met, from the same round trip. */
export type Outcome<R extends string> =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly refusal: R; readonly head: Head }
  | { readonly ok: false; readonly refusal: 'missing'; readonly head?: undefined };

/** `late` may miss what was written within the last second, at half the price; otherwise a read misses nothing. */
export type Reading = 'late';

/** Where heads live. Each call is one single-item operation: linear, and one write unit for a head of at most 1 KB. */
export interface HeadStore {
  /** Stores a new head, or answers the one that is there. */
  create(head: Head): Promise<{ readonly created: boolean; readonly head: Head }>;
  /** Applies a transition if all its rules hold at the moment of the write. */
  apply<R extends string>(key: ConversationKey, transition: Transition<R>): Promise<Outcome<R>>;
  /** The head as of now (strongly consistent), or undefined. */
  get(key: ConversationKey, how?: Reading): Promise<Head | undefined>;
}

/**
 * Everything that is kept of a conversation, as one thing to let go of. Long ones take several steps: a step answers how
 * far it came, as the seq that the next one goes on after, or undefined once nothing is left to do.
 */
export interface Archive {
  /**
   * Lets every item that has no time yet expire at a time, ms since the epoch: the head first, so that a write of
   * now finds out. Places of messages that never came are sealed: what comes after it would never expire.
   */
  expire(
    key: ConversationKey & Pick<Head, 'seq' | 'lastTime'>,
    at: number,
    after: number,
  ): Promise<number | undefined>;
  /**
   * Deletes every item but the head, which remembers that it was erased, and the views' row, and seals the places of its
   * messages for a while: a message that is still on its way finds its place taken.
   */
  erase(key: ConversationKey & Pick<Head, 'seq'>, now: number, after: number): Promise<number | undefined>;
  /** What is kept beside messages and head goes at a time, s since the epoch, where it has none; at once without one. */
  letGo(key: ConversationKey, keptUntil?: number): Promise<void>;
}

/**
 * 64 bits of SHA-256 as 11 characters: what the head remembers of a provider's message id. Two ids of one window of
 * 16 messages collide with a probability below 16 / 2^64.
 */
export const fingerprint = (...parts: readonly string[]): string =>
  hash('sha256', parts.join('\u0000'), 'buffer').subarray(0, 8).toString('base64url');

/**
 * The seq that a fingerprint was given: the window's last entry belongs to the head's seq. Not above 0 for a message
 * of the address's conversation before this one, whose window this one began with.
 */
export const seqOf = (head: Pick<Head, 'recent' | 'seq'>, print: string): number | undefined => {
  const index = head.recent.lastIndexOf(print);
  return index < 0 ? undefined : head.seq - (head.recent.length - 1 - index);
};
