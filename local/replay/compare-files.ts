import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { getMedia } from '../../src/contract/routes/media.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { Actor } from './cast.ts';

/**
 * Reads the files of a transcript as the one who monitors it. Says where they depart from what was sent: a message
 * without its file, a file that nobody sent, or other bytes. Undefined where they do not.
 *
 * @param sent the bytes of each file, by the seq of its message
 */
export const compareFiles = async (
  { client }: Actor,
  conversationId: string,
  entries: readonly TranscriptEntry[],
  sent: ReadonlyMap<number, Uint8Array>,
  signal: AbortSignal,
): Promise<string | undefined> => {
  for (const { seq, participantId = '', content = [] } of entries) {
    const files = content.flatMap((part) => (part.contentType === 'Attachment' ? [part.attachment] : []));
    const bytes = sent.get(seq);
    if (files.length !== (bytes === undefined ? 0 : 1)) return `seq ${seq} has ${files.length} files`;
    const [file] = files;
    if (file?.id === undefined || bytes === undefined) continue;
    const params = { conversationId, communicationId: participantId, mediaId: file.id };
    const { url } = await retrying(systemRuntime, { attempts: 8, signal }, () =>
      client.call(getMedia, { params, signal }),
    );
    const read = Buffer.from(await (await fetch(url, { signal })).arrayBuffer());
    if (!read.equals(bytes)) return `the file of seq ${seq} differs`;
  }
  return undefined;
};
