import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { useLocalApp } from './support/local-app.ts';
import { scene } from './support/scene.ts';

// biome-ignore lint/suspicious/noExplicitAny: the vendor's SDK answers loosely typed promises; the test reads what it got
type Loose = any;

/** The official SDK as its users load it: a real client that knows nothing of this project. */
const sdk = createRequire(import.meta.url)('purecloud-platform-client-v2') as Loose;

describe('a supervisor day through the official Genesys Cloud SDK', () => {
  const app = useLocalApp();

  test('Given an interaction, when a supervisor works through the SDK alone, then every step answers in its shapes', async () => {
    const tenant = scene(app, 'sdk-day');
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello, my order is late');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');

    const { hostname, port } = new URL(app.url);
    const client = sdk.ApiClient.instance;
    client.setGateway({ host: hostname, protocol: 'http', port });
    client.setAccessToken(await app.token(tenant.who('supervisor-1', { name: 'Supervisor One' })));
    const users = new sdk.UsersApi();
    const presence = new sdk.PresenceApi();
    const notifications = new sdk.NotificationsApi();
    const analytics = new sdk.AnalyticsApi();
    const conversations = new sdk.ConversationsApi();
    const routing = new sdk.RoutingApi();

    const me: Loose = await users.getUsersMe({ expand: ['presence'] });
    expect(me).toMatchObject({ id: 'supervisor-1', name: 'Supervisor One' });
    expect(me.presence.presenceDefinition.systemPresence).toBe('Offline');

    const available: Loose = await presence.patchUserPresencesPurecloud('supervisor-1', {
      presenceDefinition: { systemPresence: 'Available' },
    });
    expect(available.presenceDefinition.systemPresence).toBe('Available');

    const queues: Loose = await routing.getRoutingQueues();
    expect(queues.entities).toEqual([{ id: 'support', name: 'Queue support', division: { id: 'main' } }]);

    const known: Loose = await notifications.getNotificationsAvailabletopics();
    expect(known.entities.length).toBeGreaterThan(4);
    const channel: Loose = await notifications.postNotificationsChannels();
    await notifications.putNotificationsChannelSubscriptions(channel.id, [
      { id: topics.myConversations('supervisor-1') },
    ]);
    const frames: Loose[] = [];
    const socket = new WebSocket(channel.connectUri);
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.once('open', resolve));

    const found: Loose = await eventually(
      () =>
        analytics.postAnalyticsConversationsDetailsQuery({
          segmentFilters: [{ type: 'and', predicates: [{ dimension: 'queueId', value: 'support' }] }],
          conversationFilters: [
            { type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] },
          ],
        }) as Promise<Loose>,
      (answer) => answer.totalHits === 1 && answer.conversations[0].participants.length > 2,
    );
    expect(found.conversations[0]).toMatchObject({ conversationId, isMonitored: false });

    const session: Loose = await conversations.postConversationsMessageParticipantMonitor(
      conversationId,
      agent.id,
    );
    expect(session).toMatchObject({ conversationId, monitoredParticipantId: agent.id, state: 'connected' });

    const panel: Loose = await eventually(
      () => conversations.getConversationsMessages() as Promise<Loose>,
      (answer) => answer.entities.length === 1,
    );
    const monitor = panel.entities[0].participants.find((p: Loose) => p.mediaRoles?.includes('monitor'));
    expect(monitor).toMatchObject({ id: session.participantId, monitoredParticipantId: agent.id });
    await eventually(
      async () => frames,
      (all) => all.some((frame) => JSON.stringify(frame).includes('"mediaRoles":["monitor"]')),
    );

    const one: Loose = await conversations.getConversationsMessage(conversationId);
    expect(one.participants).toHaveLength(3);
    for (const held of [true, false]) {
      await conversations.patchConversationsMessageParticipant(conversationId, agent.id, { body: { held } });
      const now: Loose = await conversations.getConversationsMessage(conversationId);
      expect(now.participants.find((p: Loose) => p.id === agent.id).held).toBe(held);
    }
    await conversations.patchConversationsMessageParticipant(conversationId, session.participantId, {
      body: { state: 'disconnected' },
    });

    const details: Loose = await eventually(
      () => analytics.getAnalyticsConversationDetails(conversationId) as Promise<Loose>,
      (answer) =>
        answer.participants.some((p: Loose) => p.purpose === 'user' && p.sessions[0].metrics.length > 0),
    );
    const part = details.participants.find((p: Loose) => p.purpose === 'user');
    expect(part).toMatchObject({ userId: 'supervisor-1', participantName: 'Supervisor One' });
    const segments = part.sessions[0].segments.map((segment: Loose) => segment.segmentType);
    const metrics = part.sessions[0].metrics.map((metric: Loose) => metric.name);
    expect(segments).toEqual(['monitoring']);
    expect(metrics).toEqual(['nMonitoring', 'tMonitoring']);
    socket.close();
  });
});
