import { MessageData } from '../message.ts';
import { MessageParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads one message. */
export const getMessage = defineRoute({
  name: 'get-message',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/messages/{messageId}',
  summary: 'Reads one message',
  sdk: 'getConversationsMessageMessage',
  tag: 'Messages',
  permissions: ['conversation:message:view', 'conversation:message:create', 'conversation:message:monitor'],
  params: MessageParams,
  response: MessageData,
  statuses: [200],
  errors: ['not.found'],
});
