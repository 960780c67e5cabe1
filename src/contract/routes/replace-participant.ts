import { ParticipantParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { TransferInput } from '../transfer.ts';

/** Hands a conversation to another user or queue. */
export const replaceParticipant = defineRoute({
  name: 'replace-participant',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/replace',
  summary: 'Hands a conversation to another user or queue',
  sdk: 'postConversationsMessageParticipantReplace',
  tag: 'Messages',
  permissions: ['conversation:message:accept', 'conversation:message:create'],
  params: ParticipantParams,
  body: TransferInput,
  statuses: [202],
  errors: [
    'bad.request',
    'not.found',
    'conversation.not.in.progress',
    'participant.not.connected',
    'participant.already.connected',
  ],
});
