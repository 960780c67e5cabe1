import type { Conversation } from '../../contract/conversation.ts';
import type { MessageData } from '../../contract/message.ts';
import { getConversation, getMessage } from '../../contract/routes/messages.ts';
import { admit } from '../head/admit.ts';
import { knowsMonitors } from '../head/audience.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { viewFor } from '../head/views.ts';
import type { DeliveryStore } from '../messages/delivery.ts';
import type { PanelStore } from '../monitoring/panel-store.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { messageData, seqOfId, type TranscriptStore } from '../transcript/message.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly clock: Clock;
}

/** The conversation as this caller sees it. */
export const conversationFor = (head: Head, me: Principal, now: number): Conversation =>
  viewFor(head, { userId: me.userId, knowsMonitors: knowsMonitors(me) }, now);

/** Reads a conversation, with each participant's attributes. Errors: not.found. */
export const readConversation = async (
  deps: Deps & { readonly panels: Pick<PanelStore, 'attributes'> },
  me: Principal,
  conversationId: string,
): Promise<Conversation> => {
  const { head } = await admit(deps, me, getConversation.access, { conversationId });
  const attributes = await deps.panels.attributes(head);
  const view = conversationFor(head, me, deps.clock.now());
  const participants = view.participants.map((participant) => {
    const own = attributes[participant.id];
    return own === undefined ? participant : { ...participant, attributes: { ...own } };
  });
  return { ...view, participants };
};

/** Reads one message. Errors: not.found, also for a place that holds none. */
export const readMessage = async (
  deps: Deps &
    AuditDeps & {
      readonly transcript: Pick<TranscriptStore, 'get'>;
      readonly deliveries: Pick<DeliveryStore, 'get'>;
    },
  me: Principal,
  conversationId: string,
  messageId: string,
): Promise<MessageData> => {
  const { head, way } = await admit(deps, me, getMessage.access, { conversationId });
  const seq = seqOfId(conversationId, messageId);
  const entry = seq === undefined ? undefined : await deps.transcript.get(head, seq);
  if (entry?.type !== 'Text') throw new Failure('not.found');
  await auditWay(deps, me, way, messageId, conversationId);
  if (head.deliveryMode !== 'provider' || entry.purpose === 'customer') return messageData(entry);
  const delivery = await deps.deliveries.get({ ...head, seq: entry.seq });
  const status = delivery?.status ?? 'sending';
  return messageData(entry, status === 'sending' ? 'queued' : status);
};
