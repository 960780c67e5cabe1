import { getTranscript } from '../../contract/routes/monitoring.ts';
import type { TranscriptPage } from '../../contract/transcript.ts';
import { admit } from '../head/admit.ts';
import type { HeadStore } from '../head/head.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import { type TranscriptStore, transcriptEntry } from '../transcript/message.ts';
import { readPage, showLost } from '../transcript/read-transcript.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly clock: Clock;
}

/**
 * A page of the transcript: the backfill of the one who monitors, what was said before an agent joined, and, once the
 * conversation has ended, what is kept of it. Errors: not.found, missing.permissions, monitor.lease.lost.
 */
export const readTranscript = async (
  deps: Deps & AuditDeps,
  me: Principal,
  conversationId: string,
  range: { readonly afterSeq: number; readonly limit: number },
): Promise<TranscriptPage> => {
  const { head, way } = await admit(deps, me, getTranscript.access, { conversationId });
  await auditWay(deps, me, way, conversationId, { conversationId });
  const page = await readPage(deps, head, range.afterSeq, range.limit, showLost);
  const last = page.entries.at(-1)?.seq ?? range.afterSeq;
  return {
    entities: page.entries.map(transcriptEntry),
    headSeq: head.seq,
    ...(page.more
      ? {
          nextUri: `/api/v2/conversations/messages/${conversationId}/transcript?afterSeq=${last}&limit=${range.limit}`,
        }
      : {}),
  };
};
