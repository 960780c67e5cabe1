import { ChannelTopics, TopicIds } from '../channel.ts';
import { ChannelParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Adds topics to a channel. */
export const addSubscriptions = defineRoute({
  name: 'add-subscriptions',
  method: 'POST',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: 'Adds topics to a channel',
  sdk: 'postNotificationsChannelSubscriptions',
  tag: 'Notifications',
  permissions: [],
  params: ChannelParams,
  body: TopicIds,
  response: ChannelTopics,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
