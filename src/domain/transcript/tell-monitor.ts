import type { ServerFrame } from '../../contract/frames.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import type { Head } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import type { Clock } from '../shared/clock.ts';
import { type FanOutDeps, fanOut } from '../sockets/fan-out.ts';
import { type Entry, transcriptEntry } from './message.ts';

/**
 * Pushes an event body to the sockets of the one who monitors, and to nobody else: the head's lease says who that is,
 * and each subscription must carry its fence. Without a live lease this reads and sends nothing. A body too large for
 * a frame travels as what `reduce` leaves of it.
 */
export const tellMonitor = async (
  deps: FanOutDeps & { readonly clock: Clock },
  head: Head,
  eventBody: ServerFrame['eventBody'],
  reduce: () => ServerFrame['eventBody'],
): Promise<void> => {
  const now = deps.clock.now();
  const lease = liveLease(head, now);
  if (lease === undefined) return;
  const topicName = topics.transcript(head.conversationId);
  const subscribers = await deps.channels.subscribers(head.tenantId, topicName);
  const entitled = subscribers.filter(
    (s) => s.userId === lease.supervisorId && s.fence === head.fence && s.until > now,
  );
  await fanOut(deps, entitled, [fitting(topicName, eventBody, head.fence, reduce)]);
};

/** The frame of a body, or of what is left of it where it exceeds API Gateway's frame. */
export const fitting = (
  topicName: string,
  eventBody: ServerFrame['eventBody'],
  fence: number | undefined,
  reduce: () => ServerFrame['eventBody'],
): ServerFrame => {
  const metadata = fence === undefined ? {} : { fence };
  const whole: ServerFrame = { topicName, version: '2', eventBody, metadata };
  if (Buffer.byteLength(JSON.stringify(whole)) <= limits.frameBytes) return whole;
  return { ...whole, eventBody: reduce() };
};

/** An entry without its text, and the address to read that from. */
export const byReference = (entry: Entry): ServerFrame['eventBody'] => {
  const { text: _, ...rest } = transcriptEntry(entry);
  const textUri = `/api/v2/conversations/messages/${entry.conversationId}/transcript?afterSeq=${entry.seq - 1}&limit=1`;
  return { ...rest, textUri };
};

/**
 * An entry as a frame; a text too long for one travels by reference.
 *
 * @param fence of the session that it is for; none for who takes part, who must not know of any
 */
export const entryFrame = (entry: Entry, fence: number | undefined): ServerFrame =>
  fitting(topics.transcript(entry.conversationId), transcriptEntry(entry), fence, () => byReference(entry));
