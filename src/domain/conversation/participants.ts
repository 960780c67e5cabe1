import type { Conversation, Participant, ParticipantInput } from '../../contract/conversation.ts';
import {
  connectParticipant as connectRoute,
  patchConversation,
  patchParticipant,
} from '../../contract/routes/messages.ts';
import { readQueue } from '../directory/administer.ts';
import type { QueueStore } from '../directory/directory.ts';
import { admit } from '../head/admit.ts';
import { amend, end } from '../head/amend.ts';
import { type ConversationKey, type Head, type HeadStore, participantOf } from '../head/head.ts';
import { connecting, leaving } from '../head/roster.ts';
import { participantView } from '../head/views.ts';
import { type About, type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Clock, NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { conversationFor } from './read-conversation.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly clock: Clock;
}

/** The interaction lists of users, as far as who joins writes them. */
export interface ListDeps {
  readonly interactions: { list(key: ConversationKey, userId: string): Promise<void> };
}

/**
 * Lists a conversation for a user who is about to join it: the very next read of their list shows it. What is listed and
 * was not joined is shown to nobody, for the head decides.
 */
export const listFor = async (deps: ListDeps, { tenantId, conversationId, state }: Head, userId: string) => {
  if (state === 'inProgress') await deps.interactions.list({ tenantId, conversationId }, userId);
};

/**
 * Connects an agent or a bot. Who connects themself takes part at once; who is connected by another is asked to
 * accept, and takes no part until they do: nobody is made a participant, and so kept from monitoring, by others.
 * Errors: missing.permissions, not.found (conversation, queue), conversation.not.in.progress,
 * participant.already.connected.
 */
export const connectParticipant = async (
  deps: Deps & ListDeps & { readonly queues: Pick<QueueStore, 'get'>; readonly newId: NewId },
  me: Principal,
  conversationId: string,
  input: ParticipantInput,
): Promise<Participant> => {
  const named = { conversationId, userId: input.user.id };
  const { head: seen } = await admit(deps, me, connectRoute.access, named);
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
  await listFor(deps, seen, input.user.id);
  const head = await amend(deps, seen, (current) => connecting(current, id, participant));
  return participantView(head, id, participant);
};

/** What an audit says of a change of somebody's part: of which conversation, and whose. */
export const aboutPart = (head: Head, participantId: string): About => ({
  conversationId: head.conversationId,
  subjectId: participantOf(head, participantId)?.userId,
});

/** Lets a participant leave. Errors: not.found, conversation.not.in.progress, participant.not.connected. */
export const disconnectParticipant = async (
  deps: Deps & AuditDeps,
  me: Principal,
  conversationId: string,
  participantId: string,
): Promise<void> => {
  const named = { conversationId, participantId };
  const { head: seen, way } = await admit(deps, me, patchParticipant.access, named);
  await auditWay(deps, me, way, participantId, aboutPart(seen, participantId));
  await amend(deps, seen, (head) => leaving(head, participantId));
};

/** Ends a conversation. Errors: not.found, conversation.not.in.progress. */
export const endConversation = async (
  deps: Deps & AuditDeps,
  me: Principal,
  conversationId: string,
): Promise<Conversation> => {
  const { head: seen, way } = await admit(deps, me, patchConversation.access, { conversationId });
  await auditWay(deps, me, way, conversationId, { conversationId });
  const outcome = await deps.heads.apply(seen, end(deps.clock.now()));
  if (outcome.ok) return conversationFor(outcome.head, me, deps.clock.now());
  throw new Failure(outcome.refusal === 'missing' ? 'not.found' : 'conversation.not.in.progress');
};
