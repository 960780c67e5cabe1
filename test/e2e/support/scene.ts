import { putIntegration } from '../../../src/contract/routes/integrations.ts';
import {
  connectParticipant,
  receiveOpenMessage,
  sendAgentMessage,
} from '../../../src/contract/routes/messages.ts';
import { putQueue } from '../../../src/contract/routes/routing.ts';
import type { LocalApp, Who } from './local-app.ts';
import { changePresenceTo } from './presence.ts';

/** A tenant with a queue and an integration, and what happens in it. */
export const scene = (app: LocalApp, tenantId: string, divisionId = 'main') => {
  const who = (userId: string, more: Partial<Who> = {}): Who => ({ tenantId, userId, ...more });
  const platform = who('platform');
  let messages = 0;
  return {
    who,
    platform,
    async prepare(queueId = 'support', integrationId = 'web') {
      await app.as(platform).call(putQueue, {
        params: { queueId },
        body: { name: `Queue ${queueId}`, division: { id: divisionId } },
      });
      await app.as(platform).call(putIntegration, {
        params: { integrationId },
        body: { messageType: 'open', queue: { id: queueId } },
      });
    },
    /** A customer writes; answers the conversation and the place. */
    customerWrites: (from: string, text: string, integrationId = 'web') => {
      messages += 1;
      return app.as(platform).call(receiveOpenMessage, {
        params: { integrationId },
        body: { channel: { messageId: `${from}-${messages}`, from: { id: from, nickname: from } }, text },
      });
    },
    /** An agent takes the conversation themself. */
    agentConnects: (conversationId: string, userId: string) =>
      app.as(who(userId)).call(connectParticipant, {
        params: { conversationId },
        body: { purpose: 'agent', user: { id: userId, name: `Name of ${userId}` } },
      }),
    agentWrites: (conversationId: string, communicationId: string, userId: string, textBody: string) =>
      app.as(who(userId)).call(sendAgentMessage, {
        params: { conversationId, communicationId },
        body: { textBody },
      }),
    /** A supervisor who is Available. */
    async supervisor(userId: string, more: Partial<Who> = {}): Promise<Who> {
      const supervisor = who(userId, more);
      await changePresenceTo(app, supervisor, 'Available');
      return supervisor;
    },
  };
};
