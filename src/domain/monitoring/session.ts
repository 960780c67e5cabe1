import type { MonitoringSession } from '../../contract/monitoring.ts';
import type { Head } from '../conversation/head.ts';
import { iso } from '../iso.ts';
import type { Fact } from '../timeline/fact.ts';
import type { Lease } from './lease.ts';
import { sessionId } from './session-id.ts';

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

/** A session that is over, from what the timeline says of its fence; undefined where it says nothing yet. */
export const pastSession = (
  head: Head,
  facts: readonly Fact[],
  fence: number,
): MonitoringSession | undefined => {
  const own = facts.filter((fact) => fact.fence === fence);
  const started = own.find((fact) => fact.type === 'monitoring.started');
  if (started?.userId === undefined) return undefined;
  const ended = own.find((fact) => fact.type === 'monitoring.ended');
  const target = own.findLast((fact) => fact.monitoredParticipantId !== undefined)?.monitoredParticipantId;
  const id = sessionId(head.conversationId, fence);
  return {
    id,
    conversationId: head.conversationId,
    participantId: id,
    ...(target === undefined ? {} : { monitoredParticipantId: target }),
    supervisor: { id: started.userId, name: started.name ?? '' },
    state: 'disconnected',
    startTime: iso(started.time),
    fence,
    headSeq: head.seq,
    ...(ended === undefined ? {} : { endTime: iso(ended.time) }),
    ...(ended?.disconnectType === undefined ? {} : { disconnectType: ended.disconnectType }),
  };
};
