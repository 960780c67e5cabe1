import { as } from '../../contract/access.ts';
import { limits } from '../../contract/limits.ts';
import { getTranscript } from '../../contract/routes/monitoring.ts';
import type { NewestMessages, TranscriptPage } from '../../contract/transcript.ts';
import { admit } from '../head/admit.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import { type Entry, type TranscriptStore, transcriptEntry } from '../transcript/message.ts';
import { readPage, showLost } from '../transcript/read-transcript.ts';

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
): Promise<Head> =>
  (await admit(deps, me, [as('monitor', 'conversation:message:monitor')], { conversationId })).head;

const bytesOf = (entry: Entry): number => (entry.type === 'Lost' ? 0 : Buffer.byteLength(entry.text));

/** The newest of these, in order, as many as a page may have bytes; one at least. */
const newestOf = (entries: readonly Entry[]): readonly Entry[] => {
  let bytes = 0;
  const from = entries.findLastIndex((entry, index) => {
    bytes += bytesOf(entry);
    return bytes > limits.pageBytes && index < entries.length - 1;
  });
  return entries.slice(from + 1);
};

/** Where the page before a seq is read. */
const previousUri = (conversationId: string, seq: number): string => {
  const afterSeq = Math.max(0, seq - 1 - limits.transcriptPage);
  return `/api/v2/conversations/messages/${conversationId}/transcript?afterSeq=${afterSeq}&limit=${seq - 1 - afterSeq}`;
};

/** The newest messages of a conversation for the one who has just claimed it, from the head that the claim met. */
export const readNewest = async (
  deps: Pick<Deps, 'transcript' | 'clock'>,
  head: Head,
): Promise<NewestMessages> => {
  const entries: Entry[] = [];
  for (let after = Math.max(0, head.seq - limits.claimPage), more = true; more; ) {
    const stretch = await readPage(deps, head, after, limits.claimPage, showLost);
    entries.push(...stretch.entries);
    after = entries.at(-1)?.seq ?? after;
    more = stretch.more && stretch.entries.length > 0;
  }
  const newest = newestOf(entries);
  const first = newest[0]?.seq ?? 1;
  return {
    entities: newest.map(transcriptEntry),
    headSeq: head.seq,
    ...(first > 1 ? { previousUri: previousUri(head.conversationId, first) } : {}),
  };
};

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
  await auditWay(deps, me, way, conversationId, conversationId);
  const stretch = await readPage(deps, head, range.afterSeq, range.limit, showLost);
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
