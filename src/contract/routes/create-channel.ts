import { Channel } from '../channel.ts';
import { defineRoute } from '../route.ts';

/** Opens a notification channel. */
export const createChannel = defineRoute({
  name: 'create-channel',
  method: 'POST',
  path: '/notifications/channels',
  summary: 'Opens a notification channel',
  sdk: 'postNotificationsChannels',
  tag: 'Notifications',
  permissions: [],
  response: Channel,
  statuses: [200],
  errors: [],
});
