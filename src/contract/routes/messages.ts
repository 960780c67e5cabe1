import { as, asMonitor, asParty, audited, onceEnded } from '../access.ts';
import {
  AttributesInput,
  Conversation,
  Conversations,
  Disconnect,
  Participant,
  ParticipantInput,
  ParticipantPatch,
  TransferInput,
} from '../conversation.ts';
import {
  CommunicationParams,
  ConversationParams,
  IntegrationParams,
  MessageParams,
  ParticipantParams,
} from '../ids.ts';
import { AgentMessageInput, MessageData, TypingInput } from '../message.ts';
import {
  BulkInbound,
  BulkOutcome,
  InboundOpenEvent,
  InboundOpenMessage,
  NormalizedMessage,
} from '../open-message.ts';
import { defineRoute } from '../route.ts';

/** Takes in a message that a customer sent. */
export const receiveOpenMessage = defineRoute({
  name: 'receive-open-message',
  method: 'POST',
  path: '/conversations/messages/{integrationId}/inbound/open/message',
  summary: 'Takes in a message that a customer sent',
  sdk: 'postConversationsMessageInboundOpenMessage',
  tag: 'Messages',
  access: [as('integration', 'messaging:integration:ingest')],
  revocation: 'cached',
  params: IntegrationParams,
  body: InboundOpenMessage,
  response: NormalizedMessage,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'payload.too.large'],
});

/** Takes in up to 50 messages that customers sent, each answered on its own. */
export const receiveOpenMessages = defineRoute({
  name: 'receive-open-messages',
  method: 'POST',
  path: '/conversations/messages/{integrationId}/inbound/open/messages/bulk',
  summary: 'Takes in up to 50 messages that customers sent',
  tag: 'Messages',
  access: [as('integration', 'messaging:integration:ingest')],
  revocation: 'cached',
  params: IntegrationParams,
  body: BulkInbound,
  response: BulkOutcome,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'payload.too.large'],
});

/** Says that a customer types. */
export const receiveOpenEvent = defineRoute({
  name: 'receive-open-event',
  method: 'POST',
  path: '/conversations/messages/{integrationId}/inbound/open/event',
  summary: 'Says that a customer types',
  sdk: 'postConversationsMessageInboundOpenEvent',
  tag: 'Messages',
  access: [as('integration', 'messaging:integration:ingest')],
  revocation: 'cached',
  params: IntegrationParams,
  body: InboundOpenEvent,
  statuses: [202],
  errors: ['bad.request', 'not.found'],
});

/** Sends a message as the agent of this communication. */
export const sendAgentMessage = defineRoute({
  name: 'send-agent-message',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/communications/{communicationId}/messages',
  summary: 'Sends a message as the agent of this communication',
  sdk: 'postConversationsMessageCommunicationMessages',
  tag: 'Messages',
  access: [as('ownPart', 'conversation:message:create')],
  revocation: 'cached',
  params: CommunicationParams,
  body: AgentMessageInput,
  response: MessageData,
  statuses: [201],
  errors: [
    'bad.request',
    'not.found',
    'conversation.not.in.progress',
    'participant.not.connected',
    'payload.too.large',
  ],
});

/** Reads one message. */
export const getMessage = defineRoute({
  name: 'get-message',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/messages/{messageId}',
  summary: 'Reads one message',
  sdk: 'getConversationsMessageMessage',
  tag: 'Messages',
  access: [
    asParty,
    audited(asMonitor, 'message.read'),
    audited(onceEnded(as('division', 'conversation:transcript:view')), 'message.read'),
  ],
  params: MessageParams,
  response: MessageData,
  statuses: [200],
  errors: ['not.found'],
});

/** Connects an agent or a bot. */
export const connectParticipant = defineRoute({
  name: 'connect-participant',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/participants',
  summary: 'Connects an agent or a bot',
  tag: 'Messages',
  access: [as('joins', 'conversation:message:accept'), as('connects', 'conversation:participant:connect')],
  params: ConversationParams,
  body: ParticipantInput,
  response: Participant,
  statuses: [201],
  errors: [
    'conflict',
    'bad.request',
    'not.found',
    'conversation.not.in.progress',
    'participant.already.connected',
  ],
});

/** Lets an agent leave, hold, resume or wrap up, or a monitor stop. */
export const patchParticipant = defineRoute({
  name: 'patch-participant',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}/participants/{participantId}',
  summary: 'Lets an agent leave, hold, resume or wrap up, or a monitor stop',
  sdk: 'patchConversationsMessageParticipant',
  tag: 'Messages',
  access: [
    as('ownPart', 'conversation:message:accept', 'conversation:message:create'),
    as('session', 'conversation:message:monitor'),
    audited(as('division', 'conversation:participant:edit'), 'participant.edited'),
  ],
  params: ParticipantParams,
  body: ParticipantPatch,
  statuses: [204],
  errors: [
    'bad.request',
    'missing.permissions',
    'not.found',
    'conversation.not.in.progress',
    'participant.not.connected',
    'participant.already.connected',
    'conflict',
    'monitor.lease.lost',
  ],
});

/** Ends a conversation. */
export const patchConversation = defineRoute({
  name: 'patch-conversation',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}',
  summary: 'Ends a conversation',
  sdk: 'patchConversationsMessage',
  tag: 'Messages',
  access: [
    as('takesPart', 'conversation:message:accept', 'conversation:message:create'),
    audited(as('division', 'conversation:participant:edit'), 'conversation.ended'),
  ],
  params: ConversationParams,
  body: Disconnect,
  response: Conversation,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress'],
});

/** Reads a conversation as the caller may see it. */
export const getConversation = defineRoute({
  name: 'get-conversation',
  method: 'GET',
  path: '/conversations/messages/{conversationId}',
  summary: 'Reads a conversation as the caller may see it',
  sdk: 'getConversationsMessage',
  tag: 'Messages',
  access: [
    as(
      'present',
      'conversation:message:view',
      'conversation:message:create',
      'conversation:message:accept',
      'conversation:message:monitor',
    ),
    as(
      'division',
      'conversation:message:view',
      'conversation:message:create',
      'conversation:message:monitor',
    ),
  ],
  params: ConversationParams,
  response: Conversation,
  statuses: [200],
  errors: ['not.found'],
});

/** Hands a conversation to another user or queue. */
export const replaceParticipant = defineRoute({
  name: 'replace-participant',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/replace',
  summary: 'Hands a conversation to another user or queue',
  sdk: 'postConversationsMessageParticipantReplace',
  tag: 'Messages',
  access: [
    as('ownPart', 'conversation:message:accept', 'conversation:message:create'),
    audited(as('division', 'conversation:participant:edit'), 'participant.edited'),
  ],
  params: ParticipantParams,
  body: TransferInput,
  statuses: [202],
  errors: [
    'conflict',
    'bad.request',
    'not.found',
    'conversation.not.in.progress',
    'participant.not.connected',
    'participant.already.connected',
  ],
});

/** Sets a participant's attributes. */
export const patchAttributes = defineRoute({
  name: 'patch-attributes',
  method: 'PATCH',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/attributes',
  summary: "Sets a participant's attributes",
  sdk: 'patchConversationsMessageParticipantAttributes',
  tag: 'Messages',
  access: [as('takesPart', 'conversation:message:create', 'conversation:message:accept')],
  params: ParticipantParams,
  body: AttributesInput,
  response: AttributesInput,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress'],
});

/** Says that the agent of this communication types. */
export const sendTyping = defineRoute({
  name: 'send-typing',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/communications/{communicationId}/typing',
  summary: 'Says that the agent of this communication types',
  sdk: 'postConversationsMessageCommunicationTyping',
  tag: 'Messages',
  access: [as('ownPart', 'conversation:message:create')],
  revocation: 'cached',
  params: CommunicationParams,
  body: TypingInput,
  statuses: [202],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress', 'participant.not.connected'],
});

/** Reads my interaction list: what I take part in, and what I monitor. */
export const getConversations = defineRoute({
  name: 'get-conversations',
  method: 'GET',
  path: '/conversations/messages',
  summary: 'Reads my interaction list: what I take part in, and what I monitor',
  sdk: 'getConversationsMessages',
  tag: 'Messages',
  access: [
    as(
      'self',
      'conversation:message:view',
      'conversation:message:create',
      'conversation:message:accept',
      'conversation:message:monitor',
    ),
  ],
  response: Conversations,
  statuses: [200],
  errors: [],
});
