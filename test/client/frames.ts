import type { ServerFrame } from '../../src/contract/frames.ts';
import type { MessageData } from '../../src/contract/message.ts';
import { topics } from '../../src/contract/topics.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';

/** A transcript entry. */
export const anEntry = (seq: number, more: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  seq,
  id: `c1.${seq}`,
  time: '2026-01-01T00:00:00.000Z',
  participantId: 'p1',
  purpose: 'customer',
  name: 'Customer',
  text: `text ${seq}`,
  type: 'Text',
  ...more,
});

/** An entry's frame under the first fence. */
export const aFrame = (seq: number, more: Partial<TranscriptEntry> = {}): ServerFrame => ({
  topicName: topics.transcript('c1'),
  version: '2',
  eventBody: anEntry(seq, more),
  metadata: { fence: 1 },
});

/** A frame about the channel. */
export const aMetadataFrame = (eventBody: ServerFrame['eventBody'], correlationId?: string): ServerFrame => ({
  topicName: topics.metadata,
  version: '2',
  eventBody,
  metadata: correlationId === undefined ? {} : { correlationId },
});

/** What an agent's message is answered with. */
export const aMessage = (id: string): MessageData => ({
  id,
  conversationId: 'c1',
  timestamp: '2026-01-01T00:00:00.000Z',
  direction: 'outbound',
  textBody: 'hello',
  normalizedMessage: { id, type: 'Text', text: 'hello' },
  status: 'sent',
  seq: 2,
});
