import type { MonitoringSession } from '../../contract/monitoring.ts';
import { getSession } from '../../contract/routes/monitoring.ts';
import { admit } from '../head/admit.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { heldSession, liveLease, parseSessionId, sessionId } from '../head/lease.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { Fact, RecordStore } from '../timeline/fact.ts';

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

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts'>;
  readonly clock: Clock;
}

/** Reads a session, current or past, of a conversation in the caller's divisions. Errors: not.found. */
export const readSession = async (
  deps: Deps,
  me: Principal,
  sessionId: string,
): Promise<MonitoringSession> => {
  const named = parseSessionId(sessionId);
  if (named === undefined) throw new Failure('not.found');
  const { head } = await admit(deps, me, getSession.access, named);
  const lease = liveLease(head, deps.clock.now());
  if (lease !== undefined && head.fence === named.fence) return heldSession(head, lease);
  const past = pastSession(head, await deps.records.facts(head), named.fence);
  if (past === undefined) throw new Failure('not.found');
  return past;
};
