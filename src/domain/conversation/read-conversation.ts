import type { Conversation, MessageDetails } from '../../contract/conversation.ts';
import { limits } from '../../contract/limits.ts';
import type { MessageData } from '../../contract/message.ts';
import { getMessages } from '../../contract/routes/conversations.ts';
import { getConversation, getMessage } from '../../contract/routes/messages.ts';
import { admit } from '../head/admit.ts';
import { knowsMonitors, takesPart } from '../head/audience.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import { viewFor } from '../head/views.ts';
import { type DeliveryStore, messageStatus } from '../messages/delivery.ts';
import type { PanelStore } from '../monitoring/panel-store.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { messageData, messageId, seqOfId, type TranscriptStore } from '../transcript/message.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly clock: Clock;
}

/** The conversation as this caller sees it. */
export const conversationFor = (head: Head, me: Principal, now: number): Conversation =>
  viewFor(head, { userId: me.userId, knowsMonitors: knowsMonitors(me) }, now);

/** Who may read what is said: who takes part, and who monitors now. */
const reads = (head: Head, me: Principal, now: number): boolean =>
  takesPart(head, me.userId) || liveLease(head, now)?.supervisorId === me.userId;

/** The newest of what each participant said, by their ids alone. */
const newestBy = async (
  deps: { readonly transcript: Pick<TranscriptStore, 'after'> },
  head: Head,
): Promise<ReadonlyMap<string, MessageDetails[]>> => {
  const found = new Map<string, MessageDetails[]>();
  for (const entry of await deps.transcript.after(
    head,
    Math.max(0, head.seq - limits.claimPage),
    limits.claimPage,
  )) {
    if (entry.type === 'Lost') continue;
    const id = messageId(head.conversationId, entry.seq);
    const own = found.get(entry.participantId) ?? [];
    own.push({
      messageId: id,
      messageURI: `/api/v2/conversations/messages/${head.conversationId}/messages/${id}`,
      messageStatus: entry.purpose === 'customer' ? 'received' : 'sent',
      messageTime: iso(entry.time),
    });
    found.set(entry.participantId, own);
  }
  return found;
};

/**
 * Reads a conversation, with each participant's attributes and, for who may read it, the newest of what they said.
 * Errors: not.found.
 */
export const readConversation = async (
  deps: Deps & {
    readonly panels: Pick<PanelStore, 'attributes'>;
    readonly transcript: Pick<TranscriptStore, 'after'>;
  },
  me: Principal,
  conversationId: string,
): Promise<Conversation> => {
  const { head } = await admit(deps, me, getConversation.access, { conversationId });
  const now = deps.clock.now();
  const [attributes, said] = await Promise.all([
    deps.panels.attributes(head),
    reads(head, me, now) ? newestBy(deps, head) : undefined,
  ]);
  const view = conversationFor(head, me, now);
  const participants = view.participants.map((participant) => {
    const own = attributes[participant.id];
    const messages = said?.get(participant.id);
    return {
      ...participant,
      ...(own === undefined ? {} : { attributes: { ...own } }),
      ...(messages === undefined ? {} : { messages }),
    };
  });
  return { ...view, participants };
};

interface MessageDeps extends Deps, AuditDeps {
  readonly transcript: Pick<TranscriptStore, 'get'>;
  readonly deliveries: Pick<DeliveryStore, 'get'>;
}

/** One message of a conversation, with how far its delivery came; undefined for a place that holds none. */
const messageAt = async (
  deps: MessageDeps,
  head: Head,
  messageId: string,
): Promise<MessageData | undefined> => {
  const seq = seqOfId(head.conversationId, messageId);
  const entry = seq === undefined ? undefined : await deps.transcript.get(head, seq);
  if (entry?.type !== 'Text') return undefined;
  if (head.deliveryMode !== 'provider' || entry.purpose === 'customer') return messageData(entry);
  return messageData(entry, messageStatus(await deps.deliveries.get({ ...head, seq: entry.seq })));
};

/** Reads one message. Errors: not.found, also for a place that holds none. */
export const readMessage = async (
  deps: MessageDeps,
  me: Principal,
  conversationId: string,
  messageId: string,
): Promise<MessageData> => {
  const { head, way } = await admit(deps, me, getMessage.access, { conversationId });
  const message = await messageAt(deps, head, messageId);
  if (message === undefined) throw new Failure('not.found');
  await auditWay(deps, me, way, messageId, { conversationId });
  return message;
};

/** Reads messages by their ids; those that there are not are left out. Errors: not.found. */
export const readMessages = async (
  deps: MessageDeps,
  me: Principal,
  conversationId: string,
  ids: readonly string[],
): Promise<{ entities: MessageData[] }> => {
  const { head, way } = await admit(deps, me, getMessages.access, { conversationId });
  await auditWay(deps, me, way, conversationId, { conversationId });
  const messages = await Promise.all([...new Set(ids)].map((id) => messageAt(deps, head, id)));
  return { entities: messages.filter((message) => message !== undefined) };
};
