import { CommunicationParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { TypingInput } from '../typing.ts';

/** Says that the agent of this communication types. */
export const sendTyping = defineRoute({
  name: 'send-typing',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/communications/{communicationId}/typing',
  summary: 'Says that the agent of this communication types',
  sdk: 'postConversationsMessageCommunicationTyping',
  tag: 'Messages',
  permissions: ['conversation:message:create'],
  params: CommunicationParams,
  body: TypingInput,
  statuses: [202],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress', 'participant.not.connected'],
  answersFirst: true,
});
