import type { AgentMessageInput, MessageData } from '../../contract/message.ts';
import { amend } from '../head/amend.ts';
import { type Appending, append } from '../head/append.ts';
import { isVisible } from '../head/audience.ts';
import { type ConversationKey, fingerprint, type HeadStore, participantOf, seqOf } from '../head/head.ts';
import { accepting } from '../head/roster.ts';
import type { Clock, NewId } from '../shared/clock.ts';
import { badRequest, Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { MediaStore } from '../transcript/media.ts';
import { checkSize, messageData, type StoreDeps, storeMessage } from '../transcript/message.ts';
import type { Outbox } from './delivery.ts';
import { asStored, keepFiles, uploadedFiles } from './files.ts';

interface Deps extends StoreDeps {
  readonly clock: Clock;
  readonly heads: Pick<HeadStore, 'apply'>;
  readonly newId: NewId;
  readonly outbox: Outbox;
  readonly media: Pick<MediaStore, 'uploaded' | 'keep'>;
}

/** Appends as the agent; one who was connected by others and writes has accepted, which is a change of its own. */
const appendAs = async (
  deps: Deps,
  key: ConversationKey,
  move: Appending,
  { participantId, userId }: { readonly participantId: string; readonly userId: string },
) => {
  const outcome = await deps.heads.apply(key, move);
  if (outcome.ok || outcome.refusal !== 'notConnected') return outcome;
  const part = participantOf(outcome.head, participantId);
  if (part?.userId !== userId || part.alerting !== true) return outcome;
  await amend(deps, outcome.head, (head) => accepting(head, participantId, userId));
  return deps.heads.apply(key, move);
};

/**
 * Sends a message as the agent whose participant this is: two writes, no read. A caller who is not connected as that
 * participant cannot write; a monitor is no participant.
 * Errors: bad.request (more than text and one file where a provider carries it, a file that was not uploaded), payload.too.large, not.found, conversation.not.in.progress, participant.not.connected.
 */
export const sendAgentMessage = async (
  deps: Deps,
  me: Principal,
  to: { readonly conversationId: string; readonly communicationId: string },
  input: AgentMessageInput,
): Promise<MessageData> => {
  checkSize(input.textBody);
  const key = { tenantId: me.tenantId, conversationId: to.conversationId };
  const participantId = to.communicationId;
  const now = deps.clock.now();
  // A provider takes a text, a file, or both.
  const withContent = input.content !== undefined || (input.mediaIds ?? []).length > 1;
  const files = await uploadedFiles(deps, me, input.mediaIds);
  for (let attempt = 0; ; attempt += 1) {
    const print = fingerprint(
      participantId,
      me.userId,
      input.clientMessageId ?? deps.newId(),
      String(attempt),
    );
    const agent = { participantId, userId: me.userId, withContent };
    const outcome = await appendAs(deps, key, append({ fingerprint: print, now, agent }), agent);
    if (!outcome.ok && outcome.refusal !== 'repeat') {
      if (outcome.refusal === 'missing' || !isVisible(outcome.head, me)) throw new Failure('not.found');
      if (outcome.refusal === 'textAlone')
        throw badRequest('content', 'this channel carries text and one file');
      if (outcome.refusal === 'ended') throw new Failure('conversation.not.in.progress');
      throw new Failure('participant.not.connected');
    }
    const seq = outcome.ok ? outcome.head.seq : (seqOf(outcome.head, print) as number);
    const speaker = outcome.head.participants[participantId];
    const said = {
      type: 'Text',
      participantId,
      purpose: 'agent',
      name: speaker?.name ?? me.name,
      text: input.textBody,
      ...(input.content === undefined ? {} : { content: input.content }),
      ...(files.length === 0 ? {} : { media: asStored(files) }),
    } as const;
    await keepFiles(deps, me, files, key);
    const stored = await storeMessage(deps, outcome.head, seq, said, now);
    if (stored.type === 'Lost') continue;
    if (outcome.head.deliveryMode !== 'provider') return messageData(stored);
    // Before the answer: what is acknowledged is on its way, and what is not, the agent's retry takes up.
    await deps.outbox.enqueue({ ...key, seq });
    return messageData(stored, 'queued');
  }
};
