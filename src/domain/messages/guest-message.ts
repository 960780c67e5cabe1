import type { ServerFrame } from '../../contract/frames.ts';
import type { GuestMessage } from '../../contract/guest.ts';
import { limits } from '../../contract/limits.ts';
import { iso } from '../shared/clock.ts';
import { contentWith, type Entry, messageId } from '../transcript/message.ts';

/** Where a guest asks for a file. */
export const guestMediaUri = (mediaId: string): string => `/api/v2/webmessaging/media/${mediaId}`;

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
        ...contentWith(entry, guestMediaUri),
      }),
});

/** An entry as a frame to the guest, who is pushed what others wrote; a text too long for one travels by reference. */
export const guestFrame = (topicName: string, entry: Entry): ServerFrame | undefined => {
  if (entry.type === 'Text' && entry.purpose === 'customer') return undefined;
  const eventBody = guestMessage(entry);
  const whole: ServerFrame = { topicName, version: '2', eventBody, metadata: {} };
  if (Buffer.byteLength(JSON.stringify(whole)) <= limits.frameBytes) return whole;
  const { text: _, ...rest } = eventBody;
  const textUri = `/api/v2/webmessaging/messages?afterSeq=${entry.seq - 1}&limit=1`;
  return { ...whole, eventBody: { ...rest, textUri } };
};

/** That somebody types to the guest: who it is, their next message tells. */
export const guestTypingFrame = (topicName: string, conversationId: string): ServerFrame => ({
  topicName,
  version: '2',
  eventBody: { type: 'Typing', conversationId },
  metadata: {},
});
