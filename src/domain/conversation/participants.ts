import type { Conversation } from '../../contract/conversation.ts';
import type { Participant, ParticipantInput } from '../../contract/participant.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock, NewId } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { QueueStore } from '../routing/directory.ts';
import type { HeadStore } from './head-store.ts';
import { conversationFor } from './read-conversation.ts';
import { connect, disconnect, disconnectMonitored, end } from './transitions.ts';
import { participantView } from './views.ts';
import { visibleHead } from './visible-head.ts';

interface Deps {
  readonly heads: HeadStore;
  readonly clock: Clock;
}

const refuse = (refusal: 'missing' | 'ended' | 'notConnected'): never => {
  if (refusal === 'missing') throw new Failure('not.found');
  throw new Failure(refusal === 'ended' ? 'conversation.not.in.progress' : 'participant.not.connected');
};

/** Connects an agent or a bot. Errors: not.found (conversation, queue), conversation.not.in.progress. */
export const connectParticipant = async (
  deps: Deps & { readonly queues: QueueStore; readonly newId: NewId },
  me: Principal,
  conversationId: string,
  input: ParticipantInput,
): Promise<Participant> => {
  const head = await visibleHead(deps, me, conversationId);
  const queueId = input.queue?.id;
  if (queueId !== undefined && (await deps.queues.get(me.tenantId, queueId)) === undefined)
    throw new Failure('not.found');
  const now = deps.clock.now();
  const participantId = deps.newId();
  const participant = {
    purpose: input.purpose,
    name: input.user.name,
    userId: input.user.id,
    ...(queueId === undefined || queueId === head.queueId ? {} : { queueId }),
    since: now,
  };
  const outcome = await deps.heads.apply(head, connect(participantId, participant, now));
  if (!outcome.ok) return refuse(outcome.refusal);
  return participantView(outcome.head, participantId, participant);
};

/**
 * Lets a participant leave. Where they are monitored, their monitor's session ends in the same write, so that nobody
 * is ever monitored who is not there. Errors: not.found, conversation.not.in.progress, participant.not.connected.
 */
export const disconnectParticipant = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
  participantId: string,
): Promise<void> => {
  const key = await visibleHead(deps, me, conversationId);
  for (;;) {
    const now = deps.clock.now();
    const alone = await deps.heads.apply(key, disconnect(participantId, now));
    if (alone.ok) return;
    if (alone.refusal !== 'monitored') return refuse(alone.refusal);
    const both = await deps.heads.apply(key, disconnectMonitored(participantId, alone.head.fence, now));
    if (both.ok) return;
    if (both.refusal !== 'moved') return refuse(both.refusal);
  }
};

/** Ends a conversation. Errors: not.found, conversation.not.in.progress. */
export const endConversation = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
): Promise<Conversation> => {
  const key = await visibleHead(deps, me, conversationId);
  const outcome = await deps.heads.apply(key, end(deps.clock.now()));
  if (!outcome.ok) return refuse(outcome.refusal);
  return conversationFor(outcome.head, me, deps.clock.now());
};
