import { ConversationParams } from '../params.ts';
import { Participant, ParticipantInput } from '../participant.ts';
import { defineRoute } from '../route.ts';

/** Connects an agent or a bot. */
export const connectParticipant = defineRoute({
  name: 'connect-participant',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/participants',
  summary: 'Connects an agent or a bot',
  tag: 'Messages',
  permissions: ['conversation:message:accept'],
  params: ConversationParams,
  body: ParticipantInput,
  response: Participant,
  statuses: [201],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress', 'participant.already.connected'],
});
