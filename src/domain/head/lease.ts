import { limits } from '../../contract/limits.ts';
import type { MonitoringSession } from '../../contract/monitoring.ts';
import { iso } from '../shared/clock.ts';
import { fingerprint, type Head, type HeadParticipant, inOrder, type Lease } from './head.ts';
import type { Effect } from './transition.ts';

/** The lease where it counts now: held and not expired. */
export const liveLease = (head: Head, now: number): Lease | undefined =>
  head.lease !== undefined && head.lease.expires > now ? head.lease : undefined;

/** A session's id: the conversation and the fence, so that one read finds the head and no index is needed. */
export const sessionId = (conversationId: string, fence: number): string => `${conversationId}.m${fence}`;

/** What a session id names, or undefined where it is no session id. It is also the monitor's participant id. */
export const parseSessionId = (id: string): { conversationId: string; fence: number } | undefined => {
  const match = /^(.+)\.m([1-9]\d{0,9})$/.exec(id);
  return match?.[1] === undefined ? undefined : { conversationId: match[1], fence: Number(match[2]) };
};

/** Whether this supervisor may monitor this participant: a connected agent who is someone else. */
export const isMonitorable = (participant: HeadParticipant, supervisorId: string): boolean =>
  participant.purpose === 'agent' && participant.userId !== supervisorId;

/** The ids of the participants whom this supervisor may monitor now. */
export const monitorableParticipants = (head: Head, supervisorId: string): readonly string[] =>
  inOrder(head.participants)
    .filter(([, participant]) => isMonitorable(participant, supervisorId))
    .map(([id]) => id);

const close = (reason?: string): readonly Effect[] => [
  { do: 'remove', path: ['lease'] },
  { do: 'set', path: ['closed'], value: { type: 'transfer', ...(reason === undefined ? {} : { reason }) } },
];

/** What becomes of the lease when a participant leaves: it goes with the one it points at. */
export const leaseAfterLeaving = (head: Head, participantId: string): readonly Effect[] =>
  head.lease?.participantId === participantId ? [{ do: 'remove', path: ['lease'] }] : [];

/** A division as a lease remembers it: 48 bits as 8 characters, so that many fit into a head. */
const divisionMark = (divisionId: string): string => fingerprint(divisionId).slice(0, 8);

/** The divisions of a monitor as a lease remembers them: at most `limits.leaseDivisions`. */
export const divisionMarks = (divisions: readonly string[]): readonly string[] =>
  divisions.includes('*') ? ['*'] : divisions.slice(0, limits.leaseDivisions).map(divisionMark);

/** Whether the monitor may follow there: within the division they claimed in, or to one that is remembered. */
const mayFollow = (head: Head, lease: Lease, divisionId: string): boolean =>
  divisionId === head.divisionId ||
  lease.divisions.includes('*') ||
  lease.divisions.includes(divisionMark(divisionId));

/**
 * What becomes of the lease when the conversation is handed on. It stays only within the monitor's divisions, never
 * points a supervisor at themselves, and moves to the new participant unless the monitor chose to stop.
 */
export const leaseAfterTransfer = (
  head: Head,
  target: string | undefined,
  newUserId: string | undefined,
  divisionId: string,
): readonly Effect[] => {
  const lease = head.lease;
  if (lease === undefined || target === undefined) return [];
  if (!mayFollow(head, lease, divisionId)) return close('division');
  if (target === lease.participantId) return [];
  if (lease.onTransfer === 'stop' || newUserId === lease.supervisorId) return close();
  return [{ do: 'set', path: ['lease', 'participantId'], value: target }];
};

/** The session of a head's lease. */
export const heldSession = (head: Head, lease: Lease): MonitoringSession => {
  const id = sessionId(head.conversationId, head.fence);
  return {
    id,
    conversationId: head.conversationId,
    participantId: id,
    monitoredParticipantId: lease.participantId,
    supervisor: { id: lease.supervisorId, name: lease.name },
    state: 'connected',
    startTime: iso(lease.since),
    leaseExpiresAt: iso(lease.expires),
    fence: head.fence,
    headSeq: head.seq,
    onTransfer: lease.onTransfer,
  };
};
