import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { TranscriptPage, TranscriptQuery } from '../transcript.ts';

/** Reads the transcript after a place in it. */
export const getTranscript = defineRoute({
  name: 'get-transcript',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/transcript',
  summary: 'Reads the transcript after a place in it',
  tag: 'Monitoring',
  permissions: ['conversation:message:monitor'],
  params: ConversationParams,
  query: TranscriptQuery,
  response: TranscriptPage,
  statuses: [200],
  errors: ['bad.request', 'transcript.cursor.unknown', 'not.found', 'monitor.lease.lost'],
});
