import type { After } from '../after.ts';
import type { FanOutDeps } from '../channel/fan-out.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import type { Entry, Said } from './message.ts';
import { publishEntry } from './publish-entry.ts';
import type { TranscriptStore } from './transcript-store.ts';

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
