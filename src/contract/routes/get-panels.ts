import { Panels } from '../panel.ts';
import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads all contextual panels of a conversation. */
export const getPanels = defineRoute({
  name: 'get-panels',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/panels',
  summary: 'Reads all contextual panels of a conversation',
  tag: 'Panels',
  permissions: ['conversation:message:view', 'conversation:message:create', 'conversation:message:monitor'],
  params: ConversationParams,
  response: Panels,
  statuses: [200],
  errors: ['not.found'],
});
