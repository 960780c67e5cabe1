import type { ServerFrame } from '../../contract/frames.ts';
import { topics } from '../../contract/topics.ts';
import type { FanOutDeps } from '../channel/fan-out.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import { fitting, tellMonitor } from '../monitoring/tell-monitor.ts';
import type { Entry } from './message.ts';
import { transcriptEntry } from './transcript-entry.ts';

/** An entry without its text, and the address to read that from. */
const byReference = (entry: Entry): ServerFrame['eventBody'] => {
  const { text: _, ...rest } = transcriptEntry(entry);
  const textUri = `/api/v2/conversations/messages/${entry.conversationId}/transcript?afterSeq=${entry.seq - 1}&limit=1`;
  return { ...rest, textUri };
};

/** An entry as a frame; a text too long for one travels by reference. */
export const entryFrame = (entry: Entry, fence: number): ServerFrame =>
  fitting(topics.transcript(entry.conversationId), transcriptEntry(entry), fence, () => byReference(entry));

/** Pushes an entry to the sockets of the one who monitors. */
export const publishEntry = (
  deps: FanOutDeps & { readonly clock: Clock },
  head: Head,
  entry: Entry,
): Promise<void> => tellMonitor(deps, head, transcriptEntry(entry), () => byReference(entry));
