import { Channel } from '../channel.ts';
import { defineRoute } from '../route.ts';

/** Opens a notification channel for the guest. */
export const createGuestChannel = defineRoute({
  name: 'create-guest-channel',
  method: 'POST',
  path: '/webmessaging/channels',
  summary: 'Opens a notification channel for the guest',
  tag: 'Web messaging',
  permissions: [],
  authorizer: 'guest',
  response: Channel,
  statuses: [200],
  errors: [],
});
