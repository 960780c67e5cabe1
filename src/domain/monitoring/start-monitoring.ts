import type { MonitoringSession } from '../../contract/monitoring.ts';
import type { OnTransfer } from '../../contract/words.ts';
import type { Head } from '../head/head.ts';
import type { HeadStore } from '../head/head-store.ts';
import { monitorableParticipants } from '../head/lease.ts';
import { claim, repoint } from '../head/monitoring-transitions.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { TranscriptStore } from '../transcript/message.ts';
import type { PresenceStore } from '../users/presence-store.ts';
import { readNewest } from './read-monitored-transcript.ts';
import { heldSession } from './session.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly presences: Pick<PresenceStore, 'get'>;
  readonly clock: Clock;
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

type Refusal = 'missing' | 'hidden' | 'party' | 'ended' | 'notConnected' | 'notMonitorable';

const refuse = (refusal: Refusal, me: Principal, head: Head | undefined): never => {
  if (refusal === 'missing' || refusal === 'hidden' || head === undefined) throw new Failure('not.found');
  // Somebody who takes or took part is told the same whatever else is so, with and without a monitor.
  if (refusal === 'party') throw new Failure('participant.not.monitorable', { monitorable: '' });
  if (refusal === 'ended') throw new Failure('conversation.not.in.progress');
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

/** The session, with the newest messages: what is said from here on is pushed. */
const started = async (deps: Deps, head: Head, created: boolean): Promise<Started> => {
  if (head.lease === undefined) throw new Failure('internal.server.error');
  const transcript = await readNewest(deps, head);
  return { session: { ...heldSession(head, head.lease), transcript }, created };
};

/**
 * Claims the conversation for the caller: one conditional write, won or lost. Where the caller holds it already, the
 * session is renewed and pointed at this participant instead.
 * Errors: monitor.presence.not.available, not.found, conversation.not.in.progress, participant.not.connected,
 * participant.not.monitorable, conversation.already.monitored.
 */
export const startMonitoring = async (
  deps: Deps,
  me: Principal,
  target: { readonly conversationId: string; readonly participantId: string },
  wishes: { readonly onTransfer?: OnTransfer | undefined },
): Promise<Started> => {
  await requireAvailable(deps, me);
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
        divisions: me.divisions,
        participantId,
        onTransfer: wishes.onTransfer ?? 'follow',
        now,
      }),
    );
    if (claimed.ok) return started(deps, claimed.head, true);
    if (claimed.refusal !== 'held') return refuse(claimed.refusal, me, claimed.head);
    if (claimed.head.lease?.supervisorId !== me.userId) throw alreadyMonitored(claimed.head);
    const holder = { supervisorId: me.userId, fence: claimed.head.fence };
    const at = Math.max(now, claimed.head.lease.seen);
    const mine = await deps.heads.apply(key, repoint(holder, participantId, wishes.onTransfer, at));
    if (mine.ok) return started(deps, mine.head, false);
    if (mine.refusal !== 'lost' && mine.refusal !== 'overtaken') return refuse(mine.refusal, me, mine.head);
  }
};
