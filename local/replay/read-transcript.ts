import { pause } from '../../client/pause.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { getTranscript } from '../../src/contract/routes/monitoring.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { Actor } from './cast.ts';

const isOnItsWay = ({ content = [] }: TranscriptEntry): boolean =>
  content.some((part) => part.contentType === 'Attachment' && part.attachment.status === 'pending');

/** ms between two looks at a transcript of which files are on their way. */
const lookMs = 200;

const readPages = async (
  { client }: Actor,
  conversationId: string,
  signal: AbortSignal,
): Promise<readonly TranscriptEntry[]> => {
  const entries: TranscriptEntry[] = [];
  for (;;) {
    const afterSeq = entries.at(-1)?.seq ?? 0;
    const page = await retrying(systemRuntime, { attempts: 8, signal }, () =>
      client.call(getTranscript, { params: { conversationId }, query: { afterSeq }, signal }),
    );
    entries.push(...page.entities);
    if (page.nextUri === undefined || page.entities.length === 0) return entries;
  }
};

/** Reads what is stored of a conversation, page by page, as the one who monitors it, once none of its files is on its way. */
export const readTranscript = async (
  actor: Actor,
  conversationId: string,
  signal: AbortSignal,
): Promise<readonly TranscriptEntry[]> => {
  for (;;) {
    const entries = await readPages(actor, conversationId, signal);
    if (!entries.some(isOnItsWay)) return entries;
    await pause(systemRuntime, lookMs, signal);
  }
};
