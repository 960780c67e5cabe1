import type { Conversation, Participant } from '../../contract/conversation.ts';
import { iso } from '../shared/clock.ts';
import { leaseFor } from './audience.ts';
import { type Head, type HeadParticipant, inOrder, type Lease } from './head.ts';
import { sessionId } from './lease.ts';

/** A connected participant as everyone may see it. */
export const participantView = (head: Head, id: string, participant: HeadParticipant): Participant => ({
  id,
  purpose: participant.purpose,
  name: participant.name,
  ...(participant.userId === undefined ? {} : { user: { id: participant.userId, name: participant.name } }),
  ...(participant.purpose === 'customer' ? {} : { queue: { id: participant.queueId ?? head.queueId } }),
  connectedTime: iso(participant.since),
  state: head.state === 'ended' ? 'disconnected' : participant.alerting === true ? 'alerting' : 'connected',
  ...(participant.purpose === 'agent'
    ? { held: head.state === 'inProgress' && participant.held !== undefined }
    : {}),
});

/**
 * The conversation for those who take part in it. It is built from participants alone: no monitor is among them, so
 * none can be told.
 */
export const participantsView = (head: Head): Conversation => ({
  id: head.conversationId,
  startTime: iso(head.startTime),
  ...(head.endTime === undefined ? {} : { endTime: iso(head.endTime) }),
  state: head.state === 'ended' ? 'disconnected' : 'connected',
  messageType: head.messageType,
  queue: { id: head.queueId },
  division: { id: head.divisionId },
  participants: inOrder(head.participants).map(([id, p]) => participantView(head, id, p)),
});

/** The conversation for one who may know who monitors it: with that one, as the field shows it. */
const monitoredView = (head: Head, lease: Lease): Conversation => {
  const view = participantsView(head);
  const monitor: Participant = {
    id: sessionId(head.conversationId, head.fence),
    purpose: 'user',
    name: lease.name,
    user: { id: lease.supervisorId, name: lease.name },
    connectedTime: iso(lease.since),
    state: 'connected',
    mediaRoles: ['monitor'],
    monitoredParticipantId: lease.participantId,
  };
  return { ...view, participants: [...view.participants, monitor] };
};

/**
 * The conversation as one reader sees it. Who takes or took part sees participants alone, with any permission: a
 * team lead who is the agent is shown what the agent is shown.
 */
export const viewFor = (
  head: Head,
  reader: { readonly userId: string; readonly knowsMonitors: boolean },
  now: number,
): Conversation => {
  const lease = reader.knowsMonitors ? leaseFor(head, reader.userId, now) : undefined;
  return lease === undefined ? participantsView(head) : monitoredView(head, lease);
};
