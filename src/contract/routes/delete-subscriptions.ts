import { ChannelParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Removes all topics of a channel. */
export const deleteSubscriptions = defineRoute({
  name: 'delete-subscriptions',
  method: 'DELETE',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: 'Removes all topics of a channel',
  sdk: 'deleteNotificationsChannelSubscriptions',
  tag: 'Notifications',
  permissions: [],
  params: ChannelParams,
  statuses: [204],
  errors: ['not.found'],
});
