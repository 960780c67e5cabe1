import type { InboundOpenMessage, NormalizedMessage } from '../../contract/open-message.ts';
import { type Entry, messageId, type Said } from './message.ts';
import type { Customer, InboundMessage } from './receive-messages.ts';

/** An open message as any channel's. */
export const inboundOf = ({ channel, text, content }: InboundOpenMessage): InboundMessage => ({
  messageId: channel.messageId,
  text,
  ...(content === undefined ? {} : { content }),
});

/** The customer as an open message names them. */
export const customerFrom = (from: InboundOpenMessage['channel']['from']): Customer => ({
  address: from.id,
  name: from.nickname ?? ([from.firstName, from.lastName].filter(Boolean).join(' ') || 'Customer'),
});

/** The answer to an open message, from what stands under its provider id. */
export const normalized = (
  message: InboundOpenMessage,
  stored: ReadonlyMap<string, Entry & Said>,
): NormalizedMessage => {
  const entry = stored.get(message.channel.messageId);
  if (entry === undefined) throw new Error('a message was not stored');
  return {
    id: messageId(entry.conversationId, entry.seq),
    channel: message.channel,
    type: 'Text',
    text: entry.text,
    ...(entry.content === undefined ? {} : { content: [...entry.content] }),
    direction: 'Inbound',
    conversationId: entry.conversationId,
    seq: entry.seq,
  };
};
