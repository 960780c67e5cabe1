import type { GuestMessage } from '../../contract/guest.ts';
import { iso } from '../iso.ts';
import { type Entry, messageId } from '../transcript/message.ts';

/**
 * An entry as the customer sees it: the one serializer of their audience. It is made of the entry alone, which knows
 * of no monitor: its bytes are the same with and without one.
 */
export const guestMessage = (entry: Entry): GuestMessage => ({
  id: messageId(entry.conversationId, entry.seq),
  conversationId: entry.conversationId,
  seq: entry.seq,
  time: iso(entry.time),
  type: entry.type,
  ...(entry.type === 'Lost'
    ? {}
    : {
        direction: entry.purpose === 'customer' ? 'Inbound' : 'Outbound',
        name: entry.name,
        text: entry.text,
        ...(entry.content === undefined ? {} : { content: [...entry.content] }),
      }),
});
