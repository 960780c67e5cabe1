import { ParticipantParams } from '../params.ts';
import { Disconnect } from '../participant.ts';
import { defineRoute } from '../route.ts';

/** Lets an agent leave, or a monitor stop. */
export const patchParticipant = defineRoute({
  name: 'patch-participant',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}/participants/{participantId}',
  summary: 'Lets an agent leave, or a monitor stop',
  sdk: 'patchConversationsMessageParticipant',
  tag: 'Messages',
  permissions: ['conversation:message:accept', 'conversation:message:create', 'conversation:message:monitor'],
  params: ParticipantParams,
  body: Disconnect,
  statuses: [204],
  errors: [
    'bad.request',
    'not.found',
    'conversation.not.in.progress',
    'participant.not.connected',
    'monitor.lease.lost',
  ],
});
