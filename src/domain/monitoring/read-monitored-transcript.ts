import type { TranscriptPage } from '../../contract/transcript.ts';
import type { Head } from '../head/head.ts';
import type { HeadStore } from '../head/head-store.ts';
import { liveLease } from '../head/lease.ts';
import { visibleHead } from '../head/visible-head.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { type TranscriptStore, transcriptEntry } from '../transcript/message.ts';
import { readStretch, showLost } from '../transcript/read-transcript.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
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
