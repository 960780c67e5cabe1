import type { TransferInput } from '../../contract/conversation.ts';
import { replaceParticipant } from '../../contract/routes/messages.ts';
import { readQueue } from '../directory/administer.ts';
import type { QueueStore } from '../directory/directory.ts';
import { admit } from '../head/admit.ts';
import { amend } from '../head/amend.ts';
import type { HeadStore } from '../head/head.ts';
import { type Handover, transferring } from '../head/roster.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Principal } from '../shared/principal.ts';
import { aboutPart, type ListDeps, listFor } from './participants.ts';

interface Deps extends AuditDeps, ListDeps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly queues: Pick<QueueStore, 'get'>;
}

/** Where it goes: a user is asked to accept, unless they take it over themself. */
const handover = async (deps: Deps, me: Principal, to: TransferInput): Promise<Handover> => {
  const id = deps.newId();
  const since = deps.clock.now();
  const { userId, userName } = to;
  if (userId !== undefined) {
    const asked = userId === me.userId ? {} : { alerting: true };
    return { id, participant: { purpose: 'agent', userId, name: userName ?? userId, since, ...asked } };
  }
  const queue = await readQueue(deps, me, to.queueId ?? '');
  return {
    id,
    participant: { purpose: 'acd', name: queue.name, since },
    queue: { id: queue.id, divisionId: queue.division.id },
  };
};

/**
 * Hands the conversation on, from one participant to a user or a queue, in one write. One's own
 * part alone, but with a permission of its own, which is audited.
 * Errors: not.found (conversation, queue), conversation.not.in.progress, participant.not.connected,
 * participant.already.connected.
 */
export const transfer = async (
  deps: Deps,
  me: Principal,
  from: { readonly conversationId: string; readonly participantId: string },
  to: TransferInput,
): Promise<void> => {
  const { head: seen, way } = await admit(deps, me, replaceParticipant.access, from);
  await auditWay(deps, me, way, from.participantId, aboutPart(seen, from.participantId));
  const next = await handover(deps, me, to);
  if (to.userId !== undefined) await listFor(deps, seen, to.userId);
  await amend(deps, seen, (head) => transferring(head, from.participantId, next));
};
