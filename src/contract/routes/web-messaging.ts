import * as z from 'zod';
import { as } from '../access.ts';
import { Channel } from '../channel.ts';
import {
  GuestMessage,
  GuestMessageInput,
  GuestMessages,
  GuestQuery,
  GuestSession,
  GuestSessionInput,
} from '../guest.ts';
import { ProviderParams } from '../ids.ts';
import { GuestMediaParams, MediaData, MediaUpload, MediaUploadInput } from '../media.ts';
import { TypingInput } from '../message.ts';
import { defineRoute } from '../route.ts';

/** Lets a guest of a website in. */
export const createGuestSession = defineRoute({
  name: 'create-guest-session',
  method: 'POST',
  path: '/webmessaging/deployments/{tenantId}/{integrationId}/sessions',
  summary: 'Lets a guest of a website in',
  tag: 'Web messaging',
  access: [as('anyone')],
  authorizer: 'none',
  params: ProviderParams,
  body: GuestSessionInput.optional(),
  response: GuestSession,
  statuses: [201],
  errors: ['bad.request', 'not.found', 'too.many.requests'],
});

/** Sends a message as the guest. */
export const sendGuestMessage = defineRoute({
  name: 'send-guest-message',
  method: 'POST',
  path: '/webmessaging/messages',
  summary: 'Sends a message as the guest',
  tag: 'Web messaging',
  access: [as('guest')],
  authorizer: 'guest',
  body: GuestMessageInput,
  response: GuestMessage,
  statuses: [201],
  errors: ['bad.request', 'not.found', 'payload.too.large', 'too.many.requests'],
});

/** Reads the guest's own conversation. */
export const getGuestMessages = defineRoute({
  name: 'get-guest-messages',
  method: 'GET',
  path: '/webmessaging/messages',
  summary: "Reads the guest's own conversation",
  tag: 'Web messaging',
  access: [as('guest')],
  authorizer: 'guest',
  query: GuestQuery,
  response: GuestMessages,
  statuses: [200],
  errors: ['bad.request', 'transcript.cursor.unknown', 'too.many.requests'],
});

/** Opens a notification channel for the guest. */
export const createGuestChannel = defineRoute({
  name: 'create-guest-channel',
  method: 'POST',
  path: '/webmessaging/channels',
  summary: 'Opens a notification channel for the guest',
  tag: 'Web messaging',
  access: [as('guest')],
  authorizer: 'guest',
  response: Channel,
  statuses: [200],
  errors: ['too.many.requests'],
});

/** Says where the guest puts a file. */
export const createGuestMedia = defineRoute({
  name: 'create-guest-media',
  method: 'POST',
  path: '/webmessaging/media',
  summary: 'Says where the guest puts a file',
  tag: 'Web messaging',
  access: [as('guest')],
  authorizer: 'guest',
  body: MediaUploadInput,
  response: MediaUpload,
  statuses: [201],
  errors: ['bad.request', 'too.many.requests'],
});

/** Says where a file of the guest's own conversation is read. */
export const getGuestMedia = defineRoute({
  name: 'get-guest-media',
  method: 'GET',
  path: '/webmessaging/media/{mediaId}',
  summary: "Says where a file of the guest's own conversation is read",
  tag: 'Web messaging',
  access: [as('guest')],
  authorizer: 'guest',
  params: GuestMediaParams,
  response: MediaData,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'too.many.requests'],
});

/** Says that the guest types; without a conversation it is said to nobody. */
export const sendGuestTyping = defineRoute({
  name: 'send-guest-typing',
  method: 'POST',
  path: '/webmessaging/typing',
  summary: 'Says that the guest types',
  tag: 'Web messaging',
  access: [as('guest')],
  authorizer: 'guest',
  body: TypingInput,
  statuses: [202],
  errors: ['bad.request', 'too.many.requests'],
});

/** Serves the chat for a website: the address of its one script tag names tenant and integration. */
export const getWidget = defineRoute({
  name: 'get-widget',
  method: 'GET',
  path: '/webmessaging/deployments/{tenantId}/{integrationId}/widget.js',
  summary: 'Serves the chat for a website',
  tag: 'Web messaging',
  access: [as('anyone')],
  authorizer: 'none',
  produces: 'text/javascript',
  maxAgeSeconds: 3600,
  params: ProviderParams,
  response: z.string(),
  statuses: [200],
  errors: ['bad.request', 'too.many.requests'],
});
