import { Conversation } from '../conversation.ts';
import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads a conversation as the caller may see it. */
export const getConversation = defineRoute({
  name: 'get-conversation',
  method: 'GET',
  path: '/conversations/messages/{conversationId}',
  summary: 'Reads a conversation as the caller may see it',
  sdk: 'getConversationsMessage',
  tag: 'Messages',
  permissions: ['conversation:message:view', 'conversation:message:create', 'conversation:message:monitor'],
  params: ConversationParams,
  response: Conversation,
  statuses: [200],
  errors: ['not.found'],
});
