import type { ParticipantPatch } from '../../contract/conversation.ts';
import { patchParticipant } from '../../contract/routes/messages.ts';
import { admit } from '../head/admit.ts';
import { type Amendment, amend, type LookAgainDeps } from '../head/amend.ts';
import { type Head, type HeadStore, participantOf } from '../head/head.ts';
import { parseSessionId } from '../head/lease.ts';
import { accepting, countMove } from '../head/roster.ts';
import { stopMonitoring } from '../monitoring/stop-monitoring.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import { aboutPart, disconnectParticipant, type ListDeps, listFor } from './participants.ts';
import type { CodeDeps } from './read-wrap-up.ts';
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
    effects: held ? [countMove(head), { do: 'set', path, value: now }] : [{ do: 'remove', path }],
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
  await auditWay(deps, me, way, who.participantId, aboutPart(seen, who.participantId));
  await amend(deps, seen, (head, now) => holding(head, who.participantId, held, now));
};

/**
 * Accepts a part that others connected the caller to; nothing where they have already.
 * Errors: not.found, conversation.not.in.progress.
 */
export const accept = async (
  deps: Deps & ListDeps,
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
): Promise<void> => {
  const { head: seen } = await admit(deps, me, patchParticipant.access, who);
  await listFor(deps, seen, me.userId);
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

/** Leaves, where one has not left yet: what was done of a change already is done. */
const leaveOnce = async (...args: Parameters<typeof leave>): Promise<void> => {
  try {
    await leave(...args);
  } catch (error) {
    const code = error instanceof Failure ? error.code : undefined;
    if (code !== 'participant.not.connected' && code !== 'conversation.not.in.progress') throw error;
  }
};

/**
 * Changes one participant's part as asked, in this order: accept, hold or resume, leave, wrap up. A repeat goes on where
 * the one before broke off. Errors: those of each.
 */
export const changePart = async (
  deps: Deps &
    LookAgainDeps &
    CodeDeps &
    ListDeps & { readonly records: Pick<RecordStore, 'facts' | 'putWrapUpNote'> },
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
  { state, held, wrapup }: ParticipantPatch,
): Promise<void> => {
  if (state === 'connected') await accept(deps, me, who);
  if (held !== undefined) await setHeld(deps, me, who, held);
  if (state === 'disconnected') await (wrapup === undefined ? leave : leaveOnce)(deps, me, who);
  if (wrapup !== undefined) await wrapUp(deps, me, who, wrapup);
};
