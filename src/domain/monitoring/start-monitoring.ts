import type { MonitoringSession } from '../../contract/monitoring.ts';
import type { OnTransfer } from '../../contract/words.ts';
import type { PresenceStore } from '../directory/directory.ts';
import { type Head, type HeadStore, participantOf } from '../head/head.ts';
import { heldSession, monitorableParticipants, sessionId } from '../head/lease.ts';
import { claim, releaseBy, repoint, revoke } from '../head/monitoring-transitions.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import { iso } from '../shared/clock.ts';
import { Failure, type OccupancyStore, requireBudget } from '../shared/failure.ts';
import type { Principal, RevocationStore } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import type { TranscriptStore } from '../transcript/message.ts';
import { readNewest } from '../transcript/read-transcript.ts';

interface Deps extends AuditDeps {
  readonly heads: Pick<HeadStore, 'apply'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly presences: Pick<PresenceStore, 'get'>;
  readonly records: Pick<RecordStore, 'putHolder'>;
  readonly revocations: Pick<RevocationStore, 'revokedAt'>;
  readonly occupancy: OccupancyStore;
}

/** A session, and whether this call began it. */
export interface Started {
  readonly session: MonitoringSession;
  readonly created: boolean;
}

const requireAvailable = async (deps: Deps, me: Principal): Promise<void> => {
  const { systemPresence } = await deps.presences.get(me.tenantId, me.userId);
  if (systemPresence !== 'Available') throw new Failure('monitor.presence.not.available', { systemPresence });
};

type Refusal = 'missing' | 'hidden' | 'party' | 'ended' | 'notConnected' | 'notMonitorable' | 'full';

const refuse = (refusal: Refusal, me: Principal, head: Head | undefined): never => {
  if (refusal === 'missing' || refusal === 'hidden' || head === undefined) throw new Failure('not.found');
  // Somebody who takes or took part is told the same with and without a monitor.
  if (refusal === 'party') throw new Failure('participant.not.monitorable', { monitorable: '' });
  if (refusal === 'ended') throw new Failure('conversation.not.in.progress');
  if (refusal === 'full') throw new Failure('conflict');
  if (refusal === 'notConnected') throw new Failure('participant.not.connected');
  throw new Failure('participant.not.monitorable', {
    monitorable: monitorableParticipants(head, me.userId).join(','),
  });
};

/** Tells the loser who holds the conversation and since when, from the head that the lost write met. */
const alreadyMonitored = (head: Head): Failure =>
  new Failure('conversation.already.monitored', {
    monitorUserId: head.lease?.supervisorId ?? '',
    monitorName: head.lease?.name ?? '',
    startTime: iso(head.lease?.since ?? head.changed),
  });

/** Ends a session whose token a revocation has ended. */
const endRevoked = (deps: Deps, me: Principal, head: Head, revokedAt: number): Promise<unknown> => {
  const closed = { type: 'system', by: me.userId, reason: 'grants.revoked' } as const;
  return deps.heads.apply(head, revoke(head.fence, revokedAt, closed, deps.clock.now()));
};

/**
 * Writes down who claims, whom, why and from where: what the head's stream tells of a session cannot say that. Only a claim
 * that was won is written down, so that a lost one stays one write; where that fails, the session ends unseen.
 */
const auditClaim = async (
  deps: Deps,
  me: Principal,
  head: Head,
  reason: string | undefined,
): Promise<void> => {
  const { conversationId, fence } = head;
  const subjectId = participantOf(head, head.lease?.participantId ?? '')?.userId;
  try {
    const id = sessionId(conversationId, fence);
    await audit(deps, me, 'monitoring.claimed', id, { conversationId, subjectId, reason });
  } catch (error) {
    const closed = { type: 'system', by: me.userId, reason: 'audit.failed' } as const;
    await deps.heads.apply(head, releaseBy(fence, closed, deps.clock.now()));
    throw error;
  }
};

/**
 * Answers a session that was won, with the newest messages: what is said from here on is pushed. The session is listed
 * under its holder first and the revocation is read last: a revocation at the same time either finds the session in the
 * list or is found here, and ends it.
 */
const started = async (
  deps: Deps,
  me: Principal,
  head: Head,
  reason: string | undefined,
  created: boolean,
): Promise<Started> => {
  if (head.lease === undefined) throw new Failure('internal.server.error');
  const { tenantId, conversationId, fence } = head;
  await Promise.all([
    deps.records.putHolder({ tenantId, conversationId, fence, supervisorId: me.userId }),
    auditClaim(deps, me, head, reason),
  ]);
  const transcript = await readNewest(deps, head);
  const revokedAt = await deps.revocations.revokedAt(tenantId, me.userId);
  if (revokedAt >= me.issued) {
    await endRevoked(deps, me, head, revokedAt);
    throw new Failure('authentication.required');
  }
  return { session: { ...heldSession(head, head.lease), transcript }, created };
};

/**
 * Claims the conversation for the caller: one conditional write, won or lost. Where the caller holds it already, the
 * session is renewed and pointed at this participant instead; one of a token that was revoked since ends first.
 * Errors: monitor.presence.not.available, not.found, conversation.not.in.progress, participant.not.connected,
 * participant.not.monitorable, conversation.already.monitored, too.many.requests, conflict after too many changes.
 */
export const startMonitoring = async (
  deps: Deps,
  me: Principal,
  target: { readonly conversationId: string; readonly participantId: string },
  wishes: { readonly onTransfer?: OnTransfer | undefined; readonly reason?: string | undefined },
): Promise<Started> => {
  await requireAvailable(deps, me);
  await requireBudget(deps, me.tenantId, 'monitors');
  const key = { tenantId: me.tenantId, conversationId: target.conversationId };
  const { participantId } = target;
  for (;;) {
    const now = deps.clock.now();
    const claimed = await deps.heads.apply(
      key,
      claim({
        conversationId: key.conversationId,
        supervisorId: me.userId,
        name: me.name,
        issued: me.issued,
        divisions: me.divisions,
        participantId,
        onTransfer: wishes.onTransfer ?? 'follow',
        now,
      }),
    );
    if (claimed.ok) return started(deps, me, claimed.head, wishes.reason, true);
    if (claimed.refusal !== 'held') return refuse(claimed.refusal, me, claimed.head);
    if (claimed.head.lease?.supervisorId !== me.userId) throw alreadyMonitored(claimed.head);
    const revokedAt = await deps.revocations.revokedAt(me.tenantId, me.userId);
    if (revokedAt >= me.issued) throw new Failure('authentication.required');
    if (revokedAt >= claimed.head.lease.issued) {
      await endRevoked(deps, me, claimed.head, revokedAt);
      continue;
    }
    const holder = { supervisorId: me.userId, fence: claimed.head.fence };
    const at = Math.max(now, claimed.head.lease.seen);
    const mine = await deps.heads.apply(key, repoint(holder, participantId, wishes.onTransfer, at));
    if (mine.ok) return started(deps, me, mine.head, wishes.reason, false);
    if (mine.refusal !== 'lost' && mine.refusal !== 'overtaken') return refuse(mine.refusal, me, mine.head);
  }
};
