import { Conversations } from '../listing.ts';
import { defineRoute } from '../route.ts';

/** Reads my interaction panel: what I take part in, and what I monitor. */
export const getConversations = defineRoute({
  name: 'get-conversations',
  method: 'GET',
  path: '/conversations/messages',
  summary: 'Reads my interaction panel: what I take part in, and what I monitor',
  sdk: 'getConversationsMessages',
  tag: 'Messages',
  permissions: ['conversation:message:view', 'conversation:message:create', 'conversation:message:monitor'],
  response: Conversations,
  statuses: [200],
  errors: [],
});
