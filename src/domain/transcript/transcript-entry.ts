import type { TranscriptEntry } from '../../contract/transcript.ts';
import { iso } from '../iso.ts';
import { type Entry, messageId } from './message.ts';

/** An entry as the monitor reads it. */
export const transcriptEntry = (entry: Entry): TranscriptEntry => ({
  seq: entry.seq,
  id: messageId(entry.conversationId, entry.seq),
  time: iso(entry.time),
  ...(entry.type === 'Lost'
    ? {}
    : {
        participantId: entry.participantId,
        purpose: entry.purpose,
        name: entry.name,
        text: entry.text,
        ...(entry.content === undefined ? {} : { content: [...entry.content] }),
      }),
  type: entry.type,
});
