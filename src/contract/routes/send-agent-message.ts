import { AgentMessageInput, MessageData } from '../message.ts';
import { CommunicationParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Sends a message as the agent of this communication. */
export const sendAgentMessage = defineRoute({
  name: 'send-agent-message',
  method: 'POST',
  path: '/conversations/messages/{conversationId}/communications/{communicationId}/messages',
  summary: 'Sends a message as the agent of this communication',
  sdk: 'postConversationsMessageCommunicationMessages',
  tag: 'Messages',
  permissions: ['conversation:message:create'],
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
  answersFirst: true,
});
