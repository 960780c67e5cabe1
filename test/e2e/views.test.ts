import { describe, expect, test } from 'vitest';
import type { DetailsQuery } from '../../src/contract/details-query.ts';
import { getQueueActivity, queryDetails, queryObservations } from '../../src/contract/routes/analytics.ts';
import { patchConversation } from '../../src/contract/routes/messages.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { getQueues, putQueue } from '../../src/contract/routes/routing.ts';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp, type Who } from './support/local-app.ts';
import { scene } from './support/scene.ts';

type Predicate = { dimension: DetailsQuery['segmentFilters'][number]['predicates'][number]['dimension'] } & {
  operator?: 'matches' | 'exists' | 'notExists';
  value?: string;
};

describe('the views of a supervisor, through the public API', () => {
  const app = useLocalApp();

  const find = (who: Who, predicates: readonly Predicate[], more: object = {}) =>
    app.as(who).call(queryDetails, {
      body: {
        ...(predicates.length === 0
          ? {}
          : { segmentFilters: [{ type: 'and', predicates: [...predicates] }] }),
        ...more,
      },
    });

  test('Given interactions of all kinds, when the Interactions view filters, orders and pages, then it shows just those', async () => {
    const tenant = scene(app, 'interactions');
    await tenant.prepare();
    await tenant.prepare('billing', 'sms');
    const late = await tenant.customerWrites('Aarav Late', 'one');
    const paid = await tenant.customerWrites('Paid Up', 'two', 'sms');
    const over = await tenant.customerWrites('Over Now', 'three');
    const agent = await tenant.agentConnects(late.conversationId, 'agent-1');
    await app.as(tenant.platform).call(patchConversation, {
      params: { conversationId: over.conversationId },
      body: { state: 'disconnected' },
    });
    const supervisor = await tenant.supervisor('supervisor-1');
    await app.as(supervisor).call(startMonitoring, {
      params: { conversationId: late.conversationId, participantId: agent.id },
      body: {},
    });
    await eventually(
      () => find(supervisor, [{ dimension: 'isMonitored', value: 'true' }]),
      (found) => found.totalHits === 1,
    );
    const idsOf = async (predicates: readonly Predicate[], more?: object) =>
      (await find(supervisor, predicates, more)).conversations.map((c) => c.conversationId);

    expect(await idsOf([{ dimension: 'queueId', value: 'billing' }])).toEqual([paid.conversationId]);
    expect(await idsOf([{ dimension: 'userId', value: 'agent-1' }])).toEqual([late.conversationId]);
    expect(await idsOf([{ dimension: 'customerName', value: 'aarav' }])).toEqual([late.conversationId]);
    expect(await idsOf([{ dimension: 'conversationEnd', operator: 'exists' }])).toEqual([
      over.conversationId,
    ]);
    expect(await idsOf([], { order: 'asc' })).toEqual([
      late.conversationId,
      paid.conversationId,
      over.conversationId,
    ]);
    const page = await find(supervisor, [], { order: 'asc', paging: { pageSize: 2, pageNumber: 2 } });
    expect(page.totalHits).toBe(3);
    expect(page.conversations.map((c) => c.conversationId)).toEqual([over.conversationId]);
    const monitored = (await find(supervisor, [{ dimension: 'isMonitored', value: 'true' }]))
      .conversations[0];
    expect(monitored).toMatchObject({ isMonitored: true, monitor: { userId: 'supervisor-1' } });
    expect(monitored?.lastMessageAge).toBeTypeOf('number');
    const past = '2020-01-01T00:00:00Z/2020-01-02T00:00:00Z';
    expect(await idsOf([], { interval: past })).toEqual([]);
  });

  test('Given a queue, when interactions start, are taken and end, then Queue Activity counts and lists them', async () => {
    const tenant = scene(app, 'activity');
    await tenant.prepare();
    const viewer = tenant.who('supervisor-1');
    const counts = async () => {
      const { results } = await app.as(viewer).call(queryObservations, {
        body: {
          filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'support' }] },
        },
      });
      return Object.fromEntries(results[0]?.data.map((d) => [d.metric, d.stats.count]) ?? []);
    };
    const one = await tenant.customerWrites('customer-1', 'a');
    await tenant.customerWrites('customer-2', 'b');
    await eventually(counts, (c) => c.oWaiting === 2);
    const agent = await tenant.agentConnects(one.conversationId, 'agent-1');
    await eventually(counts, (c) => c.oWaiting === 1 && c.oInteracting === 1);
    const activity = await app.as(viewer).call(getQueueActivity, { params: { queueId: 'support' } });
    expect(activity.agents).toEqual([
      {
        user: { id: 'agent-1', name: 'Name of agent-1' },
        conversations: [{ conversationId: one.conversationId, participantId: agent.id }],
      },
    ]);
    expect(activity.waiting.map((row) => row.customerName)).toEqual(['customer-2']);
  });

  test('Given subscribed queue topics, when a batch of interactions starts, then frames arrive coalesced and the counts end right', async () => {
    const tenant = scene(app, 'live-queue');
    await tenant.prepare();
    const conversations = topics.queueConversations('support');
    const observations = topics.queueObservations('support');
    const socket = await listen(app, tenant.who('supervisor-1'), [conversations, observations]);
    await Promise.all(Array.from({ length: 8 }, (_, i) => tenant.customerWrites(`customer-${i}`, 'hi')));
    const waiting = (frame: { eventBody: Record<string, unknown> }) =>
      (frame.eventBody.data as { metric: string; stats: { count: number } }[] | undefined)?.find(
        (d) => d.metric === 'oWaiting',
      )?.stats.count;
    await socket.frame((f) => f.topicName === observations && waiting(f) === 8);
    const told = () => socket.frames().filter((f) => f.topicName === conversations);
    const ids = () =>
      told().flatMap((f) => (f.eventBody.entities as { id: string }[]).map((entity) => entity.id));
    // The counts also know what the views have of a later batch, whose own frame may still be on its way.
    await eventually(
      async () => new Set(ids()).size,
      (size) => size === 8,
    );
    expect(told().length).toBeLessThanOrEqual(8);
    socket.close();
  });

  test('Given divisions, when a supervisor of one looks, then the others are in no view', async () => {
    const tenant = scene(app, 'divided');
    await tenant.prepare();
    await app.as(tenant.platform).call(putQueue, {
      params: { queueId: 'hidden' },
      body: { name: 'Hidden', division: { id: 'elsewhere' } },
    });
    const { conversationId } = await tenant.customerWrites('customer-1', 'a');
    const own = tenant.who('insider', { divisions: ['main'] });
    const other = tenant.who('outsider', { divisions: ['elsewhere'] });
    await eventually(
      () => find(own, []),
      (found) => found.totalHits === 1,
    );
    expect(await find(other, [])).toEqual({ conversations: [], totalHits: 0 });
    expect((await app.as(own).call(getQueues, {})).entities.map((q) => q.id)).toEqual(['support']);
    expect((await app.as(other).call(getQueues, {})).entities.map((q) => q.id)).toEqual(['hidden']);
    expect((await app.send(other, 'GET', `/conversations/messages/${conversationId}`)).status).toBe(404);
  });
});
