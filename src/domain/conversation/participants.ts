import type { Conversation } from '../../contract/conversation.ts';
import type { Participant, ParticipantInput } from '../../contract/participant.ts';
import { amend, end } from '../head/amend.ts';
import type { HeadStore } from '../head/head-store.ts';
import { connecting, leaving } from '../head/roster.ts';
import { participantView } from '../head/views.ts';
import { visibleHead } from '../head/visible-head.ts';
import { readQueue } from '../routing/administer.ts';
import type { QueueStore } from '../routing/directory.ts';
import type { Clock, NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { conversationFor } from './read-conversation.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly clock: Clock;
}

/** Whom a caller may connect: themself, or with a permission of its own anyone. Errors: missing.permissions. */
const mayConnect = (me: Principal, userId: string): void => {
  const permission =
    userId === me.userId ? 'conversation:message:accept' : 'conversation:participant:connect';
  if (!me.permissions.includes(permission)) throw new Failure('missing.permissions', { permission });
};

/**
 * Connects an agent or a bot. Who connects themself takes part at once; who is connected by another is asked to
 * accept, and takes no part until they do: nobody is made a participant, and so kept from monitoring, by others.
 * Errors: missing.permissions, not.found (conversation, queue), conversation.not.in.progress,
 * participant.already.connected.
 */
export const connectParticipant = async (
  deps: Deps & { readonly queues: Pick<QueueStore, 'get'>; readonly newId: NewId },
  me: Principal,
  conversationId: string,
  input: ParticipantInput,
): Promise<Participant> => {
  const seen = await visibleHead(deps, me, conversationId);
  mayConnect(me, input.user.id);
  const queueId = input.queue?.id;
  if (queueId !== undefined) await readQueue(deps, me, queueId);
  const id = deps.newId();
  const participant = {
    purpose: input.purpose,
    name: input.user.name,
    userId: input.user.id,
    ...(queueId === undefined || queueId === seen.queueId ? {} : { queueId }),
    ...(input.user.id === me.userId ? {} : { alerting: true }),
    since: deps.clock.now(),
  };
  const head = await amend(deps, seen, (current) => connecting(current, id, participant));
  return participantView(head, id, participant);
};

/** Lets a participant leave. Errors: not.found, conversation.not.in.progress, participant.not.connected. */
export const disconnectParticipant = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
  participantId: string,
): Promise<void> => {
  const seen = await visibleHead(deps, me, conversationId);
  await amend(deps, seen, (head) => leaving(head, participantId));
};

/** Ends a conversation. Errors: not.found, conversation.not.in.progress. */
export const endConversation = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
): Promise<Conversation> => {
  const seen = await visibleHead(deps, me, conversationId);
  const outcome = await deps.heads.apply(seen, end(deps.clock.now()));
  if (outcome.ok) return conversationFor(outcome.head, me, deps.clock.now());
  throw new Failure(outcome.refusal === 'missing' ? 'not.found' : 'conversation.not.in.progress');
};
