import type { TranscriptPage } from '../../contract/transcript.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { visibleHead } from '../conversation/visible-head.ts';
import { Failure } from '../failure.ts';
import { readStretch, showLost } from '../transcript/read-transcript.ts';
import { transcriptEntry } from '../transcript/transcript-entry.ts';
import type { TranscriptStore } from '../transcript/transcript-store.ts';
import { liveLease } from './live-lease.ts';

interface Deps {
  readonly heads: HeadStore;
  readonly transcript: TranscriptStore;
  readonly clock: Clock;
}

/** The head of a conversation that the caller monitors now. Errors: not.found, monitor.lease.lost. */
export const monitoredHead = async (
  deps: Pick<Deps, 'heads' | 'clock'>,
  me: Principal,
  conversationId: string,
): Promise<Head> => {
  const head = await visibleHead(deps, me, conversationId);
  if (liveLease(head, deps.clock.now())?.supervisorId !== me.userId) throw new Failure('monitor.lease.lost');
  return head;
};

/** A page of the transcript for the one who monitors: the backfill. Errors: not.found, monitor.lease.lost. */
export const readMonitoredTranscript = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
  range: { readonly afterSeq: number; readonly limit: number },
): Promise<TranscriptPage> => {
  const head = await monitoredHead(deps, me, conversationId);
  const stretch = await readStretch(deps, head, range.afterSeq, range.limit, showLost);
  const last = stretch.entries.at(-1)?.seq ?? range.afterSeq;
  return {
    entities: stretch.entries.map(transcriptEntry),
    headSeq: head.seq,
    ...(stretch.more
      ? {
          nextUri: `/api/v2/conversations/messages/${conversationId}/transcript?afterSeq=${last}&limit=${range.limit}`,
        }
      : {}),
  };
};
