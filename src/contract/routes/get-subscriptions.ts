import { ChannelTopics } from '../channel.ts';
import { ChannelParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Lists a channel's topics. */
export const getSubscriptions = defineRoute({
  name: 'get-subscriptions',
  method: 'GET',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: "Lists a channel's topics",
  sdk: 'getNotificationsChannelSubscriptions',
  tag: 'Notifications',
  permissions: [],
  params: ChannelParams,
  response: ChannelTopics,
  statuses: [200],
  errors: ['not.found'],
});
