import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { getTranscript } from '../../src/contract/routes/monitoring.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { Actor } from './cast.ts';

/** Reads what is stored of a conversation, page by page, as the one who monitors it. */
export const readTranscript = async (
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
