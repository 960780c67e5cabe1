import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import { type Amendment, amend } from './amend.ts';
import type { Head } from './head.ts';
import type { HeadStore } from './head-store.ts';
import { participantOf } from './participant-of.ts';
import { visibleHead } from './visible-head.ts';

const mayHoldForOthers = 'conversation:message:accept';

/** An agent puts the customer on hold or comes back; nothing where it is so already. */
const holding = (
  head: Head,
  me: Principal,
  participantId: string,
  held: boolean,
  now: number,
): Amendment | undefined => {
  const participant = participantOf(head, participantId);
  if (participant?.purpose !== 'agent') throw new Failure('participant.not.connected');
  if (participant.userId !== me.userId && !me.permissions.includes(mayHoldForOthers))
    throw new Failure('missing.permissions', { permission: mayHoldForOthers });
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
  deps: { readonly heads: HeadStore; readonly clock: Clock },
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
  held: boolean,
): Promise<void> => {
  const seen = await visibleHead(deps, me, who.conversationId);
  await amend(deps, seen, (head, now) => holding(head, me, who.participantId, held, now));
};
