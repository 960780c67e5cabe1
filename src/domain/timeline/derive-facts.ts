import type { Head } from '../conversation/head.ts';
import { inOrder } from '../conversation/in-order.ts';
import { sessionId } from '../monitoring/session-id.ts';
import type { Draft, Fact } from './fact.ts';
import { heldOrResumed, wrappedUp } from './part-facts.ts';
import { person } from './person.ts';

const monitorOf = (head: Head) => {
  const lease = head.lease;
  if (lease === undefined) return undefined;
  return {
    participantId: sessionId(head.conversationId, head.fence),
    purpose: 'user',
    userId: lease.supervisorId,
    name: lease.name,
    monitoredParticipantId: lease.participantId,
    fence: head.fence,
  } as const;
};

/** How and when the session of the old image ended. Expiry comes first: after it nothing else could end the session. */
const monitoringEnded = (old: Head, next: Head): readonly Draft[] => {
  const monitor = monitorOf(old);
  if (old.lease === undefined || monitor === undefined) return [];
  if (next.lease !== undefined && next.fence === old.fence) return [];
  const expired = old.lease.expires <= next.changed;
  const how = expired
    ? ({ time: old.lease.seen, disconnectType: 'session.expired' } as const)
    : {
        time: next.changed,
        disconnectType: next.closed?.type ?? 'peer',
        ...(next.closed?.reason === undefined ? {} : { reason: next.closed.reason }),
      };
  return [{ type: 'monitoring.ended', ...monitor, ...how }];
};

const monitoringBegan = (old: Head | undefined, next: Head): readonly Draft[] => {
  const monitor = monitorOf(next);
  if (next.lease === undefined || monitor === undefined) return [];
  if (old?.lease === undefined || old.fence !== next.fence)
    return [{ type: 'monitoring.started', time: next.changed, ...monitor }];
  if (old.lease.participantId !== next.lease.participantId)
    return [{ type: 'monitoring.repointed', time: next.changed, ...monitor }];
  return [];
};

const left = (old: Head | undefined, next: Head): readonly Draft[] =>
  inOrder(old?.participants ?? {})
    .filter(([id]) => next.participants[id] === undefined)
    .map(([id, participant]) => ({
      type: 'participant.disconnected',
      time: next.changed,
      ...person(id, participant),
      disconnectType: next.change === 'transferred' || participant.purpose === 'acd' ? 'transfer' : 'client',
    }));

const joined = (old: Head | undefined, next: Head): readonly Draft[] =>
  inOrder(next.participants)
    .filter(([id]) => old?.participants[id] === undefined)
    .map(([id, participant]) => ({
      type: 'participant.connected',
      time: next.changed,
      ...person(id, participant),
    }));

const began = (old: Head | undefined, next: Head): readonly Draft[] =>
  old === undefined ? [{ type: 'conversation.started', time: next.startTime, queueId: next.queueId }] : [];

const transferred = (old: Head | undefined, next: Head): readonly Draft[] =>
  old !== undefined && next.change === 'transferred'
    ? [{ type: 'conversation.transferred', time: next.changed, queueId: next.queueId }]
    : [];

const ended = (old: Head | undefined, next: Head): readonly Draft[] =>
  old?.state !== 'ended' && next.state === 'ended'
    ? [{ type: 'conversation.ended', time: next.endTime ?? next.changed }]
    : [];

/**
 * The facts of one change, in the order in which people read them, from the images before and after it.
 * Pure: a repeat or a replay of the stream derives the same facts under the same keys.
 */
export const deriveFacts = (old: Head | undefined, next: Head): readonly Fact[] => {
  if (old !== undefined && old.rev === next.rev) return [];
  const drafts: readonly Draft[] = [
    ...began(old, next),
    ...(old === undefined ? [] : monitoringEnded(old, next)),
    ...heldOrResumed(old, next),
    ...left(old, next),
    ...transferred(old, next),
    ...joined(old, next),
    ...monitoringBegan(old, next),
    ...ended(old, next),
    ...wrappedUp(old, next),
  ];
  return drafts.map((draft, index) => ({ ...draft, rev: next.rev, index }));
};
