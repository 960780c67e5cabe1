import { ConversationParams } from '../params.ts';
import { ConversationExport } from '../retention.ts';
import { defineRoute } from '../route.ts';

/** Exports all that is kept of a conversation. */
export const exportConversation = defineRoute({
  name: 'export-conversation',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/export',
  summary: 'Exports all that is kept of a conversation',
  tag: 'Records',
  permissions: ['conversation:record:manage'],
  params: ConversationParams,
  response: ConversationExport,
  statuses: [200],
  errors: ['not.found'],
});
