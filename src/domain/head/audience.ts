import { type Principal, seesDivision } from '../shared/principal.ts';
import type { ConversationKey, Head, HeadParticipant, Lease } from './head.ts';
import { fingerprint } from './head.ts';
import { liveLease } from './lease.ts';

/**
 * Who is told of monitoring, and who never is: the one place where that is decided. Somebody who takes or took part in
 * a conversation, in any purpose and at any time, sees of it what a participant sees, with any permission that they may
 * do (docs/adr/0015-parties.md).
 */

/** What remembers everybody who ever took part: a head, or what derives from one. */
export type Remembering = Pick<ConversationKey, 'conversationId'> & Pick<Head, 'parties'>;

/**
 * The name under which a conversation remembers a user: 48 bits as 8 characters, so that many fit into a head. Two
 * users of one conversation share one with a probability of 2^-48; the second could then not monitor it.
 */
export const partyOf = (conversationId: string, userId: string): string =>
  fingerprint(conversationId, userId).slice(0, 8);

/** The parties of a conversation whose connected participants these are. */
export const partiesOf = (
  conversationId: string,
  participants: readonly HeadParticipant[],
): Head['parties'] =>
  Object.fromEntries(
    participants.flatMap(({ userId, alerting }) =>
      userId === undefined || alerting === true ? [] : [[partyOf(conversationId, userId), true] as const],
    ),
  );

/** Whether this user takes part or ever did. Who was connected by others and has not accepted never did. */
export const tookPart = (of: Remembering, userId: string): boolean =>
  Object.hasOwn(of.parties, partyOf(of.conversationId, userId));

/** Whether this user takes part now. */
export const takesPart = (head: Head, userId: string): boolean =>
  Object.values(head.participants).some((p) => p.userId === userId && p.alerting !== true);

/** Whether this user is there now: takes part, or was connected by others and is asked to accept. */
export const isPresent = (head: Head, userId: string): boolean =>
  Object.values(head.participants).some((participant) => participant.userId === userId);

/** What monitoring has to tell, for a reader who may know of it; undefined for who takes or took part. */
export const tellable = <T>(of: Remembering, userId: string, told: T): T | undefined =>
  tookPart(of, userId) ? undefined : told;

/** The lease that counts now, for a reader who may know of it. */
export const leaseFor = (head: Head, userId: string, now: number): Lease | undefined =>
  tellable(head, userId, liveLease(head, now));

/** Whether this caller may be told who monitors a conversation that they took no part in. */
export const knowsMonitors = (me: Pick<Principal, 'permissions'>): boolean =>
  me.permissions.includes('conversation:message:monitor');

/** Whether the conversation exists for the caller: it is in their divisions, or they are there. */
export const isVisible = (head: Head, me: Principal): boolean =>
  seesDivision(me, head.divisionId) || isPresent(head, me.userId);
