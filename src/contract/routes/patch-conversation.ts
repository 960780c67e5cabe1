import { Conversation } from '../conversation.ts';
import { ConversationParams } from '../params.ts';
import { Disconnect } from '../participant.ts';
import { defineRoute } from '../route.ts';

/** Ends a conversation. */
export const patchConversation = defineRoute({
  name: 'patch-conversation',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}',
  summary: 'Ends a conversation',
  sdk: 'patchConversationsMessage',
  tag: 'Messages',
  permissions: ['conversation:message:accept'],
  params: ConversationParams,
  body: Disconnect,
  response: Conversation,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress'],
});
