import { ParticipantParams } from '../params.ts';
import { ParticipantPatch } from '../participant.ts';
import { defineRoute } from '../route.ts';

/** Lets an agent leave, hold, resume or wrap up, or a monitor stop. */
export const patchParticipant = defineRoute({
  name: 'patch-participant',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}/participants/{participantId}',
  summary: 'Lets an agent leave, hold, resume or wrap up, or a monitor stop',
  sdk: 'patchConversationsMessageParticipant',
  tag: 'Messages',
  permissions: ['conversation:message:accept', 'conversation:message:create', 'conversation:message:monitor'],
  params: ParticipantParams,
  body: ParticipantPatch,
  statuses: [204],
  errors: [
    'bad.request',
    'missing.permissions',
    'not.found',
    'conversation.not.in.progress',
    'participant.not.connected',
    'participant.already.connected',
    'conflict',
    'monitor.lease.lost',
  ],
});
