import type { ServerFrame } from '../../contract/frames.ts';
import type { GuestMessage } from '../../contract/guest.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import type { Head } from '../head/head.ts';
import { iso } from '../shared/clock.ts';
import { type FanOutDeps, fanOut } from '../sockets/fan-out.ts';
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

const frame = (topicName: string, entry: Entry): ServerFrame => {
  const eventBody = guestMessage(entry);
  const whole: ServerFrame = { topicName, version: '2', eventBody, metadata: {} };
  if (Buffer.byteLength(JSON.stringify(whole)) <= limits.frameBytes) return whole;
  const { text: _, ...rest } = eventBody;
  const textUri = `/api/v2/webmessaging/messages?afterSeq=${entry.seq - 1}&limit=1`;
  return { ...whole, eventBody: { ...rest, textUri } };
};

/** Pushes what an agent wrote to the guest's sockets. A guest is the customer under their own id. */
export const publishToGuest = async (deps: FanOutDeps, head: Head, entry: Entry): Promise<void> => {
  const guestId = Object.entries(head.participants).find(([, p]) => p.purpose === 'customer')?.[0];
  if (guestId === undefined) return;
  const topic = topics.guestMessages(guestId);
  await fanOut(deps, await deps.channels.subscribers(head.tenantId, topic), frame(topic, entry));
};
