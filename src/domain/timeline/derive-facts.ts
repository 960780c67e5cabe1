import { type Audit, type MonitoringAction, monitoringActions } from '../../contract/retention.ts';
import { type Head, type HeadParticipant, inOrder, participantOf } from '../head/head.ts';
import { sessionId } from '../head/lease.ts';
import type { AuditStore } from '../shared/audit.ts';
import { iso } from '../shared/clock.ts';
import type { Draft, Fact, RecordStore } from './fact.ts';

/** A participant as facts name them. */
export const person = (participantId: string, participant: HeadParticipant) => ({
  participantId,
  purpose: participant.purpose,
  name: participant.name,
  ...(participant.userId === undefined ? {} : { userId: participant.userId }),
  ...(participant.queueId === undefined ? {} : { queueId: participant.queueId }),
});

/** Who put the customer on hold, and who came back to them. A participant who leaves while holding has left. */
export const heldOrResumed = (old: Head | undefined, next: Head): readonly Draft[] =>
  inOrder(next.participants).flatMap(([id, participant]): readonly Draft[] => {
    const before = old?.participants[id]?.held;
    if (before === participant.held) return [];
    const type = participant.held === undefined ? 'participant.resumed' : 'participant.held';
    return [{ type, time: next.changed, ...person(id, participant) }];
  });

/** The code of each wrap-up that a head tells of, by participant. */
const codesOf = (head: Head | undefined): ReadonlyMap<string, string> => {
  const present = inOrder(head?.participants ?? {}).map(([id, { wrapupCode }]) => [id, wrapupCode] as const);
  const newest = head?.wrapped;
  const all = newest === undefined ? present : [...present, [newest.participantId, newest.code] as const];
  return new Map(all.flatMap(([id, code]) => (code === undefined ? [] : [[id, code] as const])));
};

/** Who wrapped up. Of one who had left, the head holds no more than the id: who that was, earlier facts say. */
export const wrappedUp = (old: Head | undefined, next: Head): readonly Draft[] => {
  const before = codesOf(old);
  return [...codesOf(next)]
    .filter(([id, code]) => before.get(id) !== code)
    .map(([participantId, wrapupCode]) => {
      const participant = next.participants[participantId];
      return {
        type: 'participant.wrappedUp',
        time: next.changed,
        ...(participant === undefined ? { participantId } : person(participantId, participant)),
        wrapupCode,
      };
    });
};

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

/** Who was connected by others and is asked to accept; who came in, or accepted. */
const joined = (old: Head | undefined, next: Head): readonly Draft[] =>
  inOrder(next.participants).flatMap(([id, participant]): readonly Draft[] => {
    const before = old?.participants[id];
    if (before !== undefined && before.alerting === participant.alerting) return [];
    const type = participant.alerting === true ? 'participant.alerting' : 'participant.connected';
    return [{ type, time: next.changed, ...person(id, participant) }];
  });

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
  if ((old !== undefined && old.rev === next.rev) || next.erased) return [];
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

const isMonitoring = (type: Fact['type']): type is MonitoringAction =>
  monitoringActions.some((action) => action === type);

/** Hands what one change of a head says of monitoring to the oversight log. Safe to repeat, as the facts are. */
export const witnessMonitoring = async (
  deps: { readonly audits: Pick<AuditStore, 'witness'> },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  const { tenantId, conversationId } = next;
  for (const fact of deriveFacts(old, next)) {
    const { type, time, userId, participantId, monitoredParticipantId = '', reason, rev, index } = fact;
    if (!isMonitoring(type) || userId === undefined || participantId === undefined) continue;
    const [subjectId] = [next, old].flatMap((head) =>
      head === undefined ? [] : (participantOf(head, monitoredParticipantId)?.userId ?? []),
    );
    const audit: Audit = {
      time: iso(time),
      action: type,
      userId,
      entityId: participantId,
      conversationId,
      ...(subjectId === undefined ? {} : { subjectId }),
      ...(reason === undefined ? {} : { reason }),
    };
    await deps.audits.witness(tenantId, audit, `${conversationId}.${rev}.${index}`);
  }
};

/** Writes down what one change of a head means. Safe to repeat: keys are the change's own. */
export const recordChange = async (
  deps: { readonly records: Pick<RecordStore, 'putFacts' | 'putHeld' | 'dropHeld'> },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  if (next.erased) return;
  const facts = deriveFacts(old, next);
  await deps.records.putFacts(next, facts);
  for (const fact of facts) {
    const { fence, userId: supervisorId } = fact;
    if (fence === undefined || supervisorId === undefined) continue;
    const session = { tenantId: next.tenantId, conversationId: next.conversationId, fence, supervisorId };
    if (fact.type === 'monitoring.started') await deps.records.putHeld(session);
    if (fact.type === 'monitoring.ended') await deps.records.dropHeld(session);
  }
};
