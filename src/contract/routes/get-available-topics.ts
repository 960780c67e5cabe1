import { AvailableTopics } from '../listing.ts';
import { defineRoute } from '../route.ts';

/** Lists the topics that can be subscribed to. */
export const getAvailableTopics = defineRoute({
  name: 'get-available-topics',
  method: 'GET',
  path: '/notifications/availabletopics',
  summary: 'Lists the topics that can be subscribed to',
  sdk: 'getNotificationsAvailabletopics',
  tag: 'Notifications',
  permissions: [],
  response: AvailableTopics,
  statuses: [200],
  errors: [],
});
