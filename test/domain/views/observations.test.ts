import { describe, expect, test } from 'vitest';
import { ObservationQuery } from '../../../src/contract/observation.ts';
import { UserObservationQuery } from '../../../src/contract/user-observation.ts';
import { queryUserObservations } from '../../../src/domain/directory/observe-user.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { iso } from '../../../src/domain/shared/clock.ts';
import { recordInteraction } from '../../../src/domain/views/interaction.ts';
import { queryObservations } from '../../../src/domain/views/queue-activity.ts';
import { epoch } from '../../support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

/** A queue with an interaction that waits, one that is handled and one that is monitored, and a member On Queue. */
const floor = async () => {
  const stores = memoryStores();
  await stores.queues.put('tenant-a', { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } });
  const record = async (given: Partial<Head>) => {
    const { head } = await stores.heads.create(aHead(given));
    await recordInteraction(stores, undefined, head);
  };
  const customer = { purpose: 'customer', name: 'Cleo', since: epoch } as const;
  await record({ conversationId: 'waits', startTime: epoch + 1, participants: { c1: customer } });
  await record({ conversationId: 'handled', startTime: epoch + 2 });
  await record({ conversationId: 'monitored', startTime: epoch + 3, fence: 1, lease: aLease() });
  const atWork = {
    systemPresence: 'On Queue',
    modified: epoch + 4,
    status: 'IDLE',
    since: epoch + 5,
  } as const;
  const member = { userId: 'agent-1', name: 'Agent One', joined: true, atWork: { ...atWork, version: 1 } };
  const key = { tenantId: 'tenant-a', queueId: 'queue-1', userId: 'agent-1' };
  await stores.members.enter(key, member, { queues: { 'queue-1': true }, version: 1 });
  const ask = async (userId: string, query: object) =>
    (
      await queryObservations(
        stores,
        aPrincipal({ userId }),
        ObservationQuery.parse({
          filter: { type: 'and', predicates: [{ dimension: 'queueId', value: 'queue-1' }] },
          ...query,
        }),
      )
    ).results;
  return { stores, ask };
};

describe('observations', () => {
  test('Given a queue, when details are asked for, then each figure names those that it counts, and nobody who took part is named what is monitored', async () => {
    const { ask } = await floor();
    const metrics = ['oWaiting', 'oInteracting', 'oMonitored', 'oOnQueueUsers', 'oUserPresences'];
    const [told] = await ask('onlooker', { metrics, detailMetrics: metrics });
    const interaction = { participantName: 'Customer', direction: 'inbound', userId: 'agent-1' };
    const handled = { ...interaction, conversationId: 'handled', observationDate: iso(epoch + 2) };
    const monitored = { ...interaction, conversationId: 'monitored', observationDate: iso(epoch + 3) };
    const agent = { userId: 'agent-1', participantName: 'Agent One' };
    expect(told?.data).toEqual([
      { metric: 'oInteracting', stats: { count: 2 }, truncated: false, observations: [handled, monitored] },
      {
        metric: 'oWaiting',
        stats: { count: 1 },
        truncated: false,
        observations: [
          {
            observationDate: iso(epoch + 1),
            conversationId: 'waits',
            participantName: 'Cleo',
            direction: 'inbound',
          },
        ],
      },
      { metric: 'oMonitored', stats: { count: 1 }, truncated: false, observations: [monitored] },
      {
        metric: 'oOnQueueUsers',
        qualifier: 'IDLE',
        stats: { count: 1 },
        observations: [{ ...agent, observationDate: iso(epoch + 5) }],
      },
      {
        metric: 'oUserPresences',
        qualifier: 'On Queue',
        stats: { count: 1 },
        observations: [{ ...agent, observationDate: iso(epoch + 4) }],
      },
    ]);
    const [party] = await ask('agent-1', { metrics: ['oMonitored'], detailMetrics: ['oMonitored'] });
    expect(party?.data).toMatchObject([{ stats: { count: 0 }, observations: [] }]);
    const [plain] = await ask('onlooker', { metrics: ['oWaiting'] });
    expect(plain?.data).toEqual([{ metric: 'oWaiting', stats: { count: 1 } }]);
  });

  test('Given clauses and a media type, when queues are asked for, then those answer for which the whole filter holds', async () => {
    const { ask } = await floor();
    const clause = { type: 'or', predicates: [{ dimension: 'queueId', value: 'queue-1' }] };
    const of = (value: string) => ({
      filter: { type: 'and', clauses: [clause], predicates: [{ dimension: 'mediaType', value }] },
    });
    expect((await ask('onlooker', of('message'))).map(({ group }) => group.queueId)).toEqual(['queue-1']);
    expect(await ask('onlooker', of('voice'))).toEqual([]);
    const nothing = { type: 'and', predicates: [{ dimension: 'mediaType', value: 'message' }] };
    expect(ObservationQuery.safeParse({ filter: nothing }).success).toBe(false);
  });

  test('Given a user, when details of presence and status are asked for, then each says since when', async () => {
    const { stores } = await floor();
    const user = { id: 'agent-1', name: 'Agent One', division: { id: 'division-1' } };
    await stores.users.put('tenant-a', { ...user, state: 'active', version: 1 });
    await stores.presences.put('tenant-a', 'agent-1', {
      systemPresence: 'On Queue',
      modified: epoch,
      routing: { status: 'IDLE', since: epoch + 1, conversations: [] },
      version: 1,
    });
    const metrics = ['oUserPresence', 'oUserRoutingStatus', 'oInteracting'];
    const filter = { type: 'or', predicates: [{ dimension: 'userId', value: 'agent-1' }] };
    const query = UserObservationQuery.parse({ filter, metrics, detailMetrics: metrics });
    const { results } = await queryUserObservations(stores, aPrincipal(), query);
    const since = results[0]?.data.map(({ observations }) => observations?.[0]?.observationDate);
    expect(since).toEqual([iso(epoch), iso(epoch + 1), undefined]);
  });
});
