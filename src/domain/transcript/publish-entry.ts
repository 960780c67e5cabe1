import type { ServerFrame } from '../../contract/frames.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import { type FanOutDeps, fanOut } from '../channel/fan-out.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import { liveLease } from '../monitoring/live-lease.ts';
import type { Entry } from './message.ts';
import { transcriptEntry } from './transcript-entry.ts';

const fits = (frame: ServerFrame): boolean => Buffer.byteLength(JSON.stringify(frame)) <= limits.frameBytes;

/** An entry as a frame; a text too long for one travels as the address to read it from. */
export const entryFrame = (entry: Entry, fence: number): ServerFrame => {
  const eventBody = transcriptEntry(entry);
  const topicName = topics.transcript(entry.conversationId);
  const whole: ServerFrame = { topicName, version: '2', eventBody, metadata: { fence } };
  if (fits(whole)) return whole;
  const { text: _, ...rest } = eventBody;
  const textUri = `/api/v2/conversations/messages/${entry.conversationId}/transcript?afterSeq=${entry.seq - 1}&limit=1`;
  return { ...whole, eventBody: { ...rest, textUri } };
};

/**
 * Pushes an entry to the sockets of the one who monitors, and to nobody else: the head's lease of the same write says
 * who that is, and each subscription must carry its fence. Without a live lease this reads and sends nothing.
 */
export const publishEntry = async (
  deps: FanOutDeps & { readonly clock: Clock },
  head: Head,
  entry: Entry,
): Promise<void> => {
  const now = deps.clock.now();
  const lease = liveLease(head, now);
  if (lease === undefined) return;
  const subscribers = await deps.channels.subscribers(head.tenantId, topics.transcript(head.conversationId));
  const entitled = subscribers.filter(
    (s) => s.userId === lease.supervisorId && s.fence === head.fence && s.until > now,
  );
  await fanOut(deps, entitled, entryFrame(entry, head.fence));
};
