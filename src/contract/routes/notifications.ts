import { as } from '../access.ts';
import { AvailableTopics, Channel, Channels, ChannelTopics, TopicIds } from '../channel.ts';
import { ChannelParams } from '../ids.ts';
import { defineRoute } from '../route.ts';

/** Opens a notification channel. */
export const createChannel = defineRoute({
  name: 'create-channel',
  method: 'POST',
  path: '/notifications/channels',
  summary: 'Opens a notification channel',
  sdk: 'postNotificationsChannels',
  tag: 'Notifications',
  access: [as('self')],
  revocation: 'last',
  response: Channel,
  statuses: [200],
  errors: ['too.many.requests'],
});

/** Lists my notification channels. */
export const getChannels = defineRoute({
  name: 'get-channels',
  method: 'GET',
  path: '/notifications/channels',
  summary: 'Lists my notification channels',
  sdk: 'getNotificationsChannels',
  tag: 'Notifications',
  access: [as('self')],
  response: Channels,
  statuses: [200],
  errors: [],
});

/** Lists a channel's topics. */
export const getSubscriptions = defineRoute({
  name: 'get-subscriptions',
  method: 'GET',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: "Lists a channel's topics",
  sdk: 'getNotificationsChannelSubscriptions',
  tag: 'Notifications',
  access: [as('self')],
  params: ChannelParams,
  response: ChannelTopics,
  statuses: [200],
  errors: ['not.found'],
});

/** Adds topics to a channel. */
export const addSubscriptions = defineRoute({
  name: 'add-subscriptions',
  method: 'POST',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: 'Adds topics to a channel',
  sdk: 'postNotificationsChannelSubscriptions',
  tag: 'Notifications',
  access: [as('self')],
  params: ChannelParams,
  body: TopicIds,
  response: ChannelTopics,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Replaces a channel's topics. */
export const replaceSubscriptions = defineRoute({
  name: 'replace-subscriptions',
  method: 'PUT',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: "Replaces a channel's topics",
  sdk: 'putNotificationsChannelSubscriptions',
  tag: 'Notifications',
  access: [as('self')],
  params: ChannelParams,
  body: TopicIds,
  response: ChannelTopics,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Removes all topics of a channel. */
export const deleteSubscriptions = defineRoute({
  name: 'delete-subscriptions',
  method: 'DELETE',
  path: '/notifications/channels/{channelId}/subscriptions',
  summary: 'Removes all topics of a channel',
  sdk: 'deleteNotificationsChannelSubscriptions',
  tag: 'Notifications',
  access: [as('self')],
  params: ChannelParams,
  statuses: [204],
  errors: ['not.found'],
});

/** Lists the topics that can be subscribed to. */
export const getAvailableTopics = defineRoute({
  name: 'get-available-topics',
  method: 'GET',
  path: '/notifications/availabletopics',
  summary: 'Lists the topics that can be subscribed to',
  sdk: 'getNotificationsAvailabletopics',
  tag: 'Notifications',
  access: [as('granted')],
  response: AvailableTopics,
  statuses: [200],
  errors: [],
});
