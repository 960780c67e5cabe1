import { Monitoring } from '../monitoring.ts';
import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** May I monitor, whom, and who does now. */
export const getMonitoring = defineRoute({
  name: 'get-monitoring',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/monitoring',
  summary: 'May I monitor, whom, and who does now',
  tag: 'Monitoring',
  permissions: ['conversation:message:monitor'],
  params: ConversationParams,
  response: Monitoring,
  statuses: [200],
  errors: ['not.found'],
});
