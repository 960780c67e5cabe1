import { AttributesInput } from '../attributes.ts';
import { ParticipantParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Sets a participant's attributes. */
export const patchAttributes = defineRoute({
  name: 'patch-attributes',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/attributes',
  summary: "Sets a participant's attributes",
  sdk: 'patchConversationsMessageParticipantAttributes',
  tag: 'Messages',
  permissions: ['conversation:message:create', 'conversation:message:accept'],
  params: ParticipantParams,
  body: AttributesInput,
  response: AttributesInput,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress'],
  answersFirst: true,
});
