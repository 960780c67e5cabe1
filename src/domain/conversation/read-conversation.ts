import type { Conversation } from '../../contract/conversation.ts';
import type { MessageData } from '../../contract/message.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryStore } from '../delivery/delivery-store.ts';
import { Failure } from '../failure.ts';
import type { PanelStore } from '../panel/panel-store.ts';
import { seqOfId } from '../transcript/message.ts';
import { messageData } from '../transcript/message-data.ts';
import type { TranscriptStore } from '../transcript/transcript-store.ts';
import type { Head } from './head.ts';
import type { HeadStore } from './head-store.ts';
import { participantsView, supervisorsView } from './views.ts';
import { takesPart, visibleHead } from './visible-head.ts';

interface Deps {
  readonly heads: HeadStore;
  readonly clock: Clock;
}

/** Who takes part is an audience of its own, whatever else they may do: a team lead who is the agent is the agent. */
const isSupervisor = (head: Head, me: Principal): boolean =>
  me.permissions.includes('conversation:message:monitor') && !takesPart(head, me.userId);

/** The conversation as one audience sees it. */
export const conversationFor = (head: Head, me: Principal, now: number): Conversation =>
  isSupervisor(head, me) ? supervisorsView(head, now) : participantsView(head);

/** Reads a conversation, with each participant's attributes. Errors: not.found. */
export const readConversation = async (
  deps: Deps & { readonly panels: PanelStore },
  me: Principal,
  conversationId: string,
): Promise<Conversation> => {
  const head = await visibleHead(deps, me, conversationId);
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
  deps: Deps & { readonly transcript: TranscriptStore; readonly deliveries: DeliveryStore },
  me: Principal,
  conversationId: string,
  messageId: string,
): Promise<MessageData> => {
  const head = await visibleHead(deps, me, conversationId);
  const seq = seqOfId(conversationId, messageId);
  const entry = seq === undefined ? undefined : await deps.transcript.get(head, seq);
  if (entry?.type !== 'Text') throw new Failure('not.found');
  if (head.reach !== 'provider' || entry.purpose === 'customer') return messageData(entry);
  const delivery = await deps.deliveries.get({ ...head, seq: entry.seq });
  const status = delivery?.status ?? 'sending';
  return messageData(entry, status === 'sending' ? 'queued' : status);
};
