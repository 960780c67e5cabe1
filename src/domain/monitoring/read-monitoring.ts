import type { Monitoring } from '../../contract/monitoring.ts';
import { getMonitoring } from '../../contract/routes/monitoring.ts';
import type { PresenceStore } from '../directory/directory.ts';
import { admit } from '../head/admit.ts';
import { leaseFor, tookPart } from '../head/audience.ts';
import { type Head, type HeadStore, inOrder } from '../head/head.ts';
import { isMonitorable } from '../head/lease.ts';
import { type Clock, iso } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly presences: Pick<PresenceStore, 'get'>;
  readonly clock: Clock;
}

const participants = (head: Head, me: Principal): Monitoring['participants'] =>
  inOrder(head.participants).map(([id, participant]) => ({
    id,
    purpose: participant.purpose,
    ...(participant.userId === undefined ? {} : { user: { id: participant.userId, name: participant.name } }),
    monitorable: head.state === 'inProgress' && isMonitorable(participant, me.userId),
  }));

const reasonAgainst = (
  head: Head,
  whom: Monitoring['participants'],
  systemPresence: string,
): Monitoring['reason'] => {
  if (head.state === 'ended') return 'conversation.not.in.progress';
  if (!whom.some((participant) => participant.monitorable)) return 'no.monitorable.participant';
  return systemPresence === 'Available' ? undefined : 'presence.not.available';
};

/**
 * Whether the caller may monitor, which participants, and who monitors now. Somebody who takes or took part in the conversation is told the same with and
 * without a monitor: that they cannot. Errors: not.found.
 */
export const readMonitoring = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
): Promise<Monitoring> => {
  const { head } = await admit(deps, me, getMonitoring.access, { conversationId });
  if (tookPart(head, me.userId)) return { state: 'unavailable', participants: [], reason: 'participant' };
  const whom = participants(head, me);
  const lease = leaseFor(head, me.userId, deps.clock.now());
  if (lease !== undefined)
    return {
      state: 'monitored',
      monitor: { userId: lease.supervisorId, name: lease.name, startTime: iso(lease.since) },
      participants: whom,
    };
  const { systemPresence } = await deps.presences.get(me.tenantId, me.userId);
  const reason = reasonAgainst(head, whom, systemPresence);
  return reason === undefined
    ? { state: 'available', participants: whom }
    : { state: 'unavailable', participants: whom, reason };
};
