import { ChannelTopics, TopicIds } from '../channel.ts';
import { ChannelParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Replaces a channel's topics. */
export const replaceSubscriptions = defineRoute({
  name: 'replace-subscriptions',
  method: 'PUT',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: "Replaces a channel's topics",
  sdk: 'putNotificationsChannelSubscriptions',
  tag: 'Notifications',
  permissions: [],
  params: ChannelParams,
  body: TopicIds,
  response: ChannelTopics,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
