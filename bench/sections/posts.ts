import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { gatewaySockets } from '../../src/adapters/sockets.ts';
import { topics } from '../../src/contract/topics.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';
import { epoch } from '../../test/support/clock.ts';
import { aLease } from '../../test/support/factories.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { agent, conversation, follow, text } from '../units/actors.ts';
import { openWorld, type World } from '../units/world.ts';

/** A management API that takes every post and keeps whom it was for. */
const startGateway = async () => {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'POST') posted.push(decodeURIComponent(request.url?.split('/').at(-1) ?? ''));
    request.resume().on('end', () => response.writeHead(200).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const stop = () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { posted, sockets: gatewaySockets(client), stop };
};

/**
 * Sockets that must receive nothing: another supervisor's on the queue, the agent's own, one of the monitor's that
 * follows no transcript, and one left over from a former session of the same conversation.
 */
const openStrangers = async ({ unmetered }: World, conversationId: string): Promise<void> => {
  const other = async (userId: string, topic: string) => {
    const { channelId, connectionId } = await follow(unmetered, 'elsewhere', { userId, fence: 1 });
    const tenantId = 'tenant-a';
    await unmetered.channels.subscribe([
      { tenantId, topic, channelId, userId, issued: epoch, until: epoch + 3_600_000, connectionId },
    ]);
  };
  await other('supervisor-2', topics.queueConversations('queue-1'));
  await other('agent-1', topics.myConversations('agent-1'));
  await other('supervisor-1', topics.myConversations('supervisor-1'));
  await follow(unmetered, conversationId, { userId: 'supervisor-3', fence: 1 });
};

const countOne = async (world: World, count: number): Promise<Row> => {
  const gateway = await startGateway();
  try {
    const id = await conversation(world, { fence: 2, ...(count > 0 ? { lease: aLease() } : {}) });
    await openStrangers(world, id);
    const mine = new Set<string>();
    for (let i = 0; i < count; i += 1)
      mine.add((await follow(world.unmetered, id, { userId: 'supervisor-1', fence: 2 })).connectionId);
    world.cost.reset();
    await sendAgentMessage(
      world.deps,
      agent,
      { conversationId: id, communicationId: 'a1' },
      { textBody: text },
    );
    await world.deps.settled(gateway.sockets);
    return {
      name: `${count} socket${count === 1 ? '' : 's'} of the monitor, 4 of others`,
      figures: {
        posts: gateway.posted.length,
        toOthers: gateway.posted.filter((connectionId) => !mine.has(connectionId)).length,
        missed: [...mine].filter((connectionId) => !gateway.posted.includes(connectionId)).length,
        reads: world.cost.reads,
      },
    };
  } finally {
    gateway.stop();
  }
};

/** The rows alone: also the quick test that holds the budgets. */
export const countPosts = async (): Promise<readonly Row[]> => {
  const world = await openWorld();
  try {
    const rows: Row[] = [];
    for (const count of [0, 1, 2, 5]) rows.push(await countOne(world, count));
    return rows;
  } finally {
    await world.stop();
  }
};

/** PostToConnection calls of one message. */
export const posts: Section = {
  name: 'posts',
  about:
    'PostToConnection calls that one agent message makes, counted at an HTTP server in place of the management API, ' +
    'with four sockets of others open; 0 sockets is a conversation that nobody monitors.',
  run: () => countPosts(),
};
