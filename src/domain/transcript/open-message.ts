import type { InboundOpenMessage, NormalizedMessage } from '../../contract/open-message.ts';
import { type Entry, messageId, type Said } from './message.ts';
import type { Customer } from './receive-messages.ts';

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
    direction: 'Inbound',
    conversationId: entry.conversationId,
    seq: entry.seq,
  };
};
