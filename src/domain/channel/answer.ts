import type { ServerFrame } from '../../contract/frames.ts';
import { topics } from '../../contract/topics.ts';

/** A frame about the channel itself; the correlation id is the client's own. */
export const metadataFrame = (
  eventBody: Readonly<Record<string, unknown>>,
  correlationId: string | undefined,
): ServerFrame => ({
  topicName: topics.metadata,
  version: '2',
  eventBody,
  metadata: correlationId === undefined ? {} : { correlationId },
});
