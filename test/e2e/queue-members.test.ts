import { describe, expect, test } from 'vitest';
import { getQueueActivity, queryObservations } from '../../src/contract/routes/analytics.ts';
import { changeQueueMembers, getQueueMembers } from '../../src/contract/routes/queue-members.ts';
import { putUser } from '../../src/contract/routes/users.ts';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp } from './support/local-app.ts';
import { changePresenceTo } from './support/presence.ts';
import { scene } from './support/scene.ts';

describe('On Queue agents beside a queue', () => {
  const app = useLocalApp();

  test('Given members of a queue, when one goes On Queue, takes a conversation and it ends, then a supervisor sees them idle, interacting and idle again, and is told each', async () => {
    const tenant = scene(app, 'queue-members');
    await tenant.prepare();
    for (const userId of ['agent-1', 'agent-2'])
      await app.as(tenant.platform).call(putUser, {
        params: { userId },
        body: { name: `Name of ${userId}`, division: { id: 'main' } },
      });
    await app.as(tenant.platform).call(changeQueueMembers, {
      params: { queueId: 'support' },
      query: {},
      body: [{ id: 'agent-1' }, { id: 'agent-2' }],
    });
    const supervisor = await tenant.supervisor('supervisor-1');
    const told = [
      topics.queueUsers('support'),
      topics.routingStatus('agent-1'),
      topics.myPresence('agent-1'),
    ];
    const socket = await listen(app, supervisor, told);
    const activity = () => app.as(supervisor).call(getQueueActivity, { params: { queueId: 'support' } });
    const agents = async () =>
      (await activity()).agents.map(({ user, routingStatus, conversations }) => [
        user.id,
        routingStatus?.status,
        conversations.length,
      ]);
    expect(await agents()).toEqual([]);

    await changePresenceTo(app, tenant.who('agent-1'), 'On Queue');
    await eventually(agents, (seen) => JSON.stringify(seen) === JSON.stringify([['agent-1', 'IDLE', 0]]));

    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    await tenant.agentConnects(conversationId, 'agent-1');
    const busy = JSON.stringify([['agent-1', 'INTERACTING', 1]]);
    await eventually(agents, (seen) => JSON.stringify(seen) === busy);

    const metrics = ['oMemberUsers', 'oOnQueueUsers', 'oUserRoutingStatuses'] as const;
    const predicates = [{ dimension: 'queueId' as const, value: 'support' }];
    const counted = await app.as(supervisor).call(queryObservations, {
      body: { filter: { type: 'or', predicates }, metrics: [...metrics] },
    });
    expect(
      counted.results[0]?.data.map(({ metric, qualifier, stats }) => [metric, qualifier, stats.count]),
    ).toEqual([
      ['oMemberUsers', undefined, 2],
      ['oOnQueueUsers', 'INTERACTING', 1],
      ['oUserRoutingStatuses', 'INTERACTING', 1],
      ['oUserRoutingStatuses', 'OFF_QUEUE', 1],
    ]);

    await app.send(tenant.platform, 'PATCH', `/conversations/messages/${conversationId}`, {
      state: 'disconnected',
    });
    await eventually(agents, (seen) => JSON.stringify(seen) === JSON.stringify([['agent-1', 'IDLE', 0]]));
    const frames = await eventually(
      async () => socket.frames().filter(({ topicName }) => topicName === topics.routingStatus('agent-1')),
      (seen) => seen.length >= 3,
    );
    expect(frames.map(({ eventBody }) => eventBody.status)).toEqual(['IDLE', 'INTERACTING', 'IDLE']);
    // Being added may be told too, before the subscription's first change of status.
    await eventually(
      async () =>
        socket
          .frames()
          .filter(({ topicName }) => topicName === topics.queueUsers('support'))
          .map(
            ({ eventBody }) => `${eventBody.id} ${(eventBody.routingStatus as { status: string }).status}`,
          ),
      (seen) => seen.slice(-3).join() === 'agent-1 IDLE,agent-1 INTERACTING,agent-1 IDLE',
    );
    expect(
      socket.frames().filter(({ topicName }) => topicName === topics.myPresence('agent-1')),
    ).toHaveLength(1);
    socket.close();
    const { entities } = await app
      .as(supervisor)
      .call(getQueueMembers, { params: { queueId: 'support' }, query: {} });
    expect(entities.map(({ id, routingStatus }) => [id, routingStatus.status])).toEqual([
      ['agent-1', 'IDLE'],
      ['agent-2', 'OFF_QUEUE'],
    ]);
  });
});
