import { AttributesInput } from '../conversation.ts';
import { ConversationParams, ParticipantParams } from '../ids.ts';
import { MessageIds, MessageListing } from '../message.ts';
import { defineRoute } from '../route.ts';
import { WholeConversation, WholeConversations, WholeConversationsQuery } from '../whole-conversation.ts';
import {
  getConversation,
  getConversations,
  getMessage,
  patchAttributes,
  patchConversation,
} from './messages.ts';

/** Reads a conversation of any medium, as the caller may see it. */
export const getWholeConversation = defineRoute({
  name: 'get-whole-conversation',
  method: 'GET',
  path: '/conversations/{conversationId}',
  summary: 'Reads a conversation of any medium, as the caller may see it',
  sdk: 'getConversation',
  tag: 'Conversations',
  access: getConversation.access,
  params: ConversationParams,
  response: WholeConversation,
  statuses: [200],
  errors: ['not.found'],
});

/** Reads my interaction list, of every medium. */
export const getWholeConversations = defineRoute({
  name: 'get-whole-conversations',
  method: 'GET',
  path: '/conversations',
  summary: 'Reads my interaction list, of every medium',
  sdk: 'getConversations',
  tag: 'Conversations',
  access: getConversations.access,
  query: WholeConversationsQuery,
  response: WholeConversations,
  statuses: [200],
  errors: [],
});

/** Reads messages by their ids. */
export const getMessages = defineRoute({
  name: 'get-messages',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/messages/bulk',
  summary: 'Reads messages by their ids',
  sdk: 'postConversationsMessageMessagesBulk',
  tag: 'Conversations',
  access: getMessage.access,
  params: ConversationParams,
  body: MessageIds,
  response: MessageListing,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Ends a conversation. */
export const disconnectConversation = defineRoute({
  name: 'disconnect-conversation',
  method: 'POST',
  path: '/conversations/{conversationId}/disconnect',
  summary: 'Ends a conversation',
  sdk: 'postConversationDisconnect',
  tag: 'Conversations',
  access: patchConversation.access,
  params: ConversationParams,
  statuses: [204],
  errors: ['not.found', 'conversation.not.in.progress'],
});

/** Sets a participant's attributes. */
export const patchWholeAttributes = defineRoute({
  name: 'patch-whole-attributes',
  method: 'PATCH',
  path: '/conversations/{conversationId}/participants/{participantId}/attributes',
  summary: "Sets a participant's attributes",
  sdk: 'patchConversationParticipantAttributes',
  tag: 'Conversations',
  access: patchAttributes.access,
  params: ParticipantParams,
  body: AttributesInput,
  statuses: [204],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress'],
});
