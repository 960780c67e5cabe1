import { ConversationParams } from '../params.ts';
import { defineRoute } from '../route.ts';
import { Timeline } from '../timeline.ts';

/** Reads what happened to a conversation, and when. */
export const getTimeline = defineRoute({
  name: 'get-timeline',
  method: 'GET',
  path: '/analytics/conversations/{conversationId}/timeline',
  summary: 'Reads what happened to a conversation, and when',
  tag: 'Analytics',
  permissions: ['analytics:conversationDetail:view'],
  params: ConversationParams,
  response: Timeline,
  statuses: [200],
  errors: ['not.found'],
});
