import { demoTenant } from '../../../local/demo/people.ts';
import { putIntegration } from '../../../src/contract/routes/integrations.ts';
import {
  connectParticipant,
  patchConversation,
  receiveOpenMessage,
  sendAgentMessage,
} from '../../../src/contract/routes/messages.ts';
import { putQueue } from '../../../src/contract/routes/routing.ts';
import type { LocalApp } from '../../e2e/support/local-app.ts';

/** A customer and an agent in a conversation of the queue `support`. */
export interface Conversation {
  readonly id: string;
  readonly participantId: string;
  customerSays(text: string): Promise<void>;
  agentSays(text: string): Promise<void>;
  end(): Promise<void>;
}

/** The integration that the stage's website and `startConversation` come in by. */
const website = 'support-webmessaging';

/** Makes the queue and its integration. */
export const openFloor = async (app: LocalApp): Promise<void> => {
  const { call } = app.as({ tenantId: demoTenant, userId: 'builder' });
  await call(putQueue, {
    params: { queueId: 'support' },
    body: { name: 'Support', division: { id: 'home' } },
  });
  await call(putIntegration, {
    params: { integrationId: website },
    body: { messageType: 'webmessaging', queue: { id: 'support' } },
  });
};

/** A customer writes, and Agent One takes the conversation. */
export const startConversation = async (
  app: LocalApp,
  customer: string,
  {
    name = customer,
    integrationId = website,
  }: { readonly name?: string; readonly integrationId?: string } = {},
): Promise<Conversation> => {
  const connector = app.as({ tenantId: demoTenant, userId: 'connector' });
  const agent = app.as({ tenantId: demoTenant, userId: 'agent-1', name: 'Agent One' });
  let count = 0;
  const says = async (text: string) => {
    count += 1;
    return connector.call(receiveOpenMessage, {
      params: { integrationId },
      body: { channel: { messageId: `${customer}.${count}`, from: { id: customer, nickname: name } }, text },
    });
  };
  const { conversationId: id } = await says('Hello, is anybody there?');
  const { id: participantId } = await agent.call(connectParticipant, {
    params: { conversationId: id },
    body: { purpose: 'agent', user: { id: 'agent-1', name: 'Agent One' } },
  });
  return {
    id,
    participantId,
    customerSays: async (text) => {
      await says(text);
    },
    agentSays: async (textBody) => {
      await agent.call(sendAgentMessage, {
        params: { conversationId: id, communicationId: participantId },
        body: { textBody },
      });
    },
    end: async () => {
      await agent.call(patchConversation, {
        params: { conversationId: id },
        body: { state: 'disconnected' },
      });
    },
  };
};
