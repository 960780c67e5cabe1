import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import * as z from 'zod';
import { type Client, createClient, type MonitorChannel } from '../../client/client.ts';
import { MessageData } from '../../src/contract/message.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import {
  connectParticipant,
  receiveOpenMessage,
  sendAgentMessage,
  sendTyping,
} from '../../src/contract/routes/messages.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import { patchPresence } from '../../src/contract/routes/users.ts';

/** A socket on which a conversation's agent says things. */
export interface TalkSocket {
  /** The agent says something by frame; answers the message's seq. */
  say(): Promise<number>;
  close(): void;
}

/** A conversation with one connected agent. */
export interface Talk {
  readonly conversationId: string;
  readonly participantId: string;
  /** The agent says something; answers the message's seq. */
  say(): Promise<number>;
  /** Opens a socket of the agent's. */
  openSocket(): Promise<TalkSocket>;
  /** The agent types. */
  type(): Promise<void>;
  /** The customer writes something. */
  write(): Promise<void>;
}

/** One tenant's people at a local runtime. */
export interface Cast {
  /** The typed client of a user with every permission. */
  as(userId: string): Promise<Client>;
  talk(): Promise<Talk>;
  /** A user who may start to monitor. */
  supervisor(): Promise<Client>;
}

const text = 'x'.repeat(200);

/** A channel of a user's, once its socket is open. */
const openChannel = (client: Client): Promise<MonitorChannel> =>
  new Promise((resolve, reject) => {
    const channel: MonitorChannel = client.openChannel((state) => {
      if (state.is === 'open') resolve(channel);
      else if (state.is === 'refused') reject(new Error(`the channel was refused: ${state.reason}`));
    });
  });

const Sent = z.object({ message: z.literal('sent'), body: MessageData });

/** A token of a user with every permission. */
export const tokenOf = async (
  url: string,
  who: { readonly tenantId: string; readonly userId: string; readonly expiresIn?: number },
): Promise<string> => {
  const answer = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: who.userId, ...who }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

/** Gives a tenant of its own a queue, an integration and an agent. */
export const openCast = async (url: string): Promise<Cast> => {
  const tenantId = randomUUID();
  const as = async (userId: string): Promise<Client> => {
    const token = await tokenOf(url, { tenantId, userId });
    return createClient({ url, token: () => token, fetch, WebSocket });
  };
  const agent = await as('agent-1');
  await agent.call(putQueue, {
    params: { queueId: 'queue-1' },
    body: { name: 'Queue', division: { id: 'division-1' } },
  });
  await agent.call(putIntegration, {
    params: { integrationId: 'web' },
    body: { messageType: 'webmessaging', queue: { id: 'queue-1' } },
  });
  return {
    as,
    talk: async () => {
      const from = { id: randomUUID() };
      const receive = () =>
        agent.call(receiveOpenMessage, {
          params: { integrationId: 'web' },
          body: { channel: { messageId: randomUUID(), from }, text },
        });
      const { conversationId } = await receive();
      const { id: participantId } = await agent.call(connectParticipant, {
        params: { conversationId },
        body: { purpose: 'agent', user: { id: 'agent-1', name: 'Agent One' } },
      });
      const params = { conversationId, communicationId: participantId };
      const say = async () => (await agent.call(sendAgentMessage, { params, body: { textBody: text } })).seq;
      const openSocket = async (): Promise<TalkSocket> => {
        const channel = await openChannel(agent);
        return {
          say: async () => {
            const { eventBody } = await channel.ask({ message: 'send', ...params, textBody: text });
            return Sent.parse(eventBody).body.seq;
          },
          close: () => channel.close(),
        };
      };
      const typing = { params, body: { typing: { type: 'On' } } } as const;
      const type = async () => void (await agent.call(sendTyping, typing));
      const write = async () => void (await receive());
      return { conversationId, participantId, say, openSocket, type, write };
    },
    supervisor: async () => {
      const userId = randomUUID();
      const client = await as(userId);
      const body = { presenceDefinition: { systemPresence: 'Available' } } as const;
      await client.call(patchPresence, { params: { userId }, body });
      return client;
    },
  };
};
