import type { MessageData } from '../../contract/message.ts';
import { iso } from '../iso.ts';
import { type Entry, messageId, type Said } from './message.ts';

/** A message as agents read it: the same to the byte whether anyone monitors or not. */
export const messageData = (entry: Entry & Said, status: MessageData['status'] = 'sent'): MessageData => ({
  id: messageId(entry.conversationId, entry.seq),
  conversationId: entry.conversationId,
  timestamp: iso(entry.time),
  direction: entry.purpose === 'customer' ? 'inbound' : 'outbound',
  textBody: entry.text,
  ...(entry.content === undefined ? {} : { normalizedMessage: { content: [...entry.content] } }),
  status,
  seq: entry.seq,
});
