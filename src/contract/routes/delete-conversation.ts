import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Deletes all that is kept of an ended conversation. */
export const deleteConversation = defineRoute({
  name: 'delete-conversation',
  method: 'DELETE',
  path: '/conversations/messages/{conversationId}/record',
  summary: 'Deletes all that is kept of an ended conversation',
  tag: 'Records',
  permissions: ['conversation:record:manage'],
  params: ConversationParams,
  statuses: [204],
  errors: ['not.found', 'conflict'],
});
