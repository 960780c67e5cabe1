import type { Head } from '../head/head.ts';
import type { After, Clock } from '../shared/clock.ts';
import type { FanOutDeps } from '../sockets/fan-out.ts';
import type { Entry, Said, TranscriptStore } from './message.ts';
import { publishEntry } from './tell-monitor.ts';

/** What storing a message needs. */
export interface StoreDeps extends FanOutDeps {
  readonly transcript: TranscriptStore;
  readonly clock: Clock;
  readonly after: After;
}

/**
 * Stores what was said at its seq and pushes it once the sender has the answer. A repeat comes here too: it stores
 * what a crash between the two writes left out, and changes nothing otherwise. Answers what stands at the seq now.
 */
export const storeMessage = async (
  deps: StoreDeps,
  head: Head,
  seq: number,
  said: Said,
  time: number,
): Promise<Entry> => {
  const { tenantId, conversationId } = head;
  const stored = await deps.transcript.put({ tenantId, conversationId, seq, time, ...said });
  deps.after(() => publishEntry(deps, head, stored));
  return stored;
};
