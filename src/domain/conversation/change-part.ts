import type { ParticipantPatch } from '../../contract/conversation.ts';
import { patchParticipant } from '../../contract/routes/messages.ts';
import { admit } from '../head/admit.ts';
import { type Amendment, amend } from '../head/amend.ts';
import { type Head, type HeadStore, participantOf } from '../head/head.ts';
import { parseSessionId } from '../head/lease.ts';
import { accepting } from '../head/roster.ts';
import { stopMonitoring } from '../monitoring/stop-monitoring.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import { disconnectParticipant } from './participants.ts';
import { wrapUp } from './wrap-up.ts';

interface Deps extends AuditDeps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
}

/** An agent puts the customer on hold or comes back; nothing where it is so already. */
const holding = (head: Head, participantId: string, held: boolean, now: number): Amendment | undefined => {
  const participant = participantOf(head, participantId);
  if (participant?.purpose !== 'agent' || participant.alerting === true)
    throw new Failure('participant.not.connected');
  if ((participant.held !== undefined) === held) return undefined;
  const path = ['participants', participantId, 'held'] as const;
  return {
    change: 'participant',
    effects: [held ? { do: 'set', path, value: now } : { do: 'remove', path }],
  };
};

/**
 * Puts the customer on hold for an agent, or takes them back. Doing so again changes nothing.
 * Errors: not.found, conversation.not.in.progress, participant.not.connected, missing.permissions.
 */
export const setHeld = async (
  deps: Deps,
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
  held: boolean,
): Promise<void> => {
  const { head: seen, way } = await admit(deps, me, patchParticipant.access, who);
  await auditWay(deps, me, way, who.participantId, who.conversationId);
  await amend(deps, seen, (head, now) => holding(head, who.participantId, held, now));
};

/**
 * Accepts a part that others connected the caller to; nothing where they have already.
 * Errors: not.found, conversation.not.in.progress.
 */
export const accept = async (
  deps: Deps,
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
): Promise<void> => {
  const { head: seen } = await admit(deps, me, patchParticipant.access, who);
  await amend(deps, seen, (head) => accepting(head, who.participantId, me.userId));
};

/**
 * Disconnects a participant: an agent leaves the conversation, a monitor stops monitoring it. A monitor's participant
 * id is the session's, which belongs to this conversation by its name.
 * Errors: those of leaving and of stopping.
 */
export const leave = async (
  deps: Deps,
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
): Promise<void> => {
  const session = parseSessionId(who.participantId);
  if (session?.conversationId === who.conversationId) return stopMonitoring(deps, me, who.participantId);
  return disconnectParticipant(deps, me, who.conversationId, who.participantId);
};

/** Changes one participant's part as asked. Errors: those of accepting, leaving, holding and wrapping up. */
export const changePart = async (
  deps: Deps & { readonly records: Pick<RecordStore, 'facts' | 'putWrapUpNote'> },
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
  patch: ParticipantPatch,
): Promise<void> => {
  if ('state' in patch && patch.state === 'connected') return accept(deps, me, who);
  if ('held' in patch) return setHeld(deps, me, who, patch.held);
  if ('wrapup' in patch) return wrapUp(deps, me, who, patch.wrapup);
  return leave(deps, me, who);
};
