import { describe, expect, test } from 'vitest';
import { AggregateQuery } from '../../../src/contract/aggregates.ts';
import { JobQuery } from '../../../src/contract/details-query.ts';
import { partyOf } from '../../../src/domain/head/audience.ts';
import type { Draft } from '../../../src/domain/timeline/fact.ts';
import { durationMs, queryAggregates } from '../../../src/domain/views/aggregates.ts';
import { deleteJob, makeJob, readJob, readJobResults } from '../../../src/domain/views/details-job.ts';
import { interactionOf } from '../../../src/domain/views/interaction.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const minute = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const me = aPrincipal({ userId: 'analyst' });

/** One conversation: it waits a minute, is handled for `handled` minutes and monitored for one of them. */
const furnish = async (
  stores: ReturnType<typeof memoryStores>,
  id: string,
  {
    at,
    agent,
    handled,
    queueId = 'queue-1',
  }: { at: number; agent: string; handled: number; queueId?: string },
) => {
  const end = at + (1 + handled) * minute;
  const head = aHead({
    conversationId: id,
    queueId,
    state: 'ended',
    startTime: at,
    endTime: end,
    fence: 1,
    participants: {},
    parties: { [partyOf(id, agent)]: true },
  });
  await stores.heads.create(head);
  await stores.interactions.replace(head, undefined, interactionOf(head, undefined));
  const wait = { participantId: `${id}-q`, purpose: 'acd', name: 'Q' } as const;
  const part = { participantId: `${id}-a`, purpose: 'agent', userId: agent, name: agent } as const;
  const session = {
    participantId: `${id}.m1`,
    purpose: 'user',
    userId: 'supervisor-1',
    monitoredParticipantId: part.participantId,
    fence: 1,
  } as const;
  const drafts: readonly Draft[] = [
    { type: 'conversation.started', time: at, queueId },
    { type: 'participant.connected', time: at, ...wait },
    { type: 'participant.disconnected', time: at + minute, ...wait },
    { type: 'participant.connected', time: at + minute, ...part },
    { type: 'monitoring.started', time: at + minute, ...session },
    { type: 'monitoring.ended', time: at + 2 * minute, ...session, disconnectType: 'client' },
    { type: 'participant.disconnected', time: end, ...part },
    { type: 'conversation.ended', time: end },
  ];
  await stores.records.putFacts(
    head,
    drafts.map((draft, rev) => ({ ...draft, rev, index: 0 })),
  );
};

const scene = async () => {
  const stores = memoryStores();
  const hour = Math.ceil(epoch / 3_600_000) * 3_600_000;
  await furnish(stores, 'one', { at: hour, agent: 'agent-1', handled: 10 });
  await furnish(stores, 'two', { at: hour + 20 * minute, agent: 'agent-2', handled: 30 });
  await furnish(stores, 'three', {
    at: hour + 65 * minute,
    agent: 'agent-1',
    handled: 20,
    queueId: 'queue-2',
  });
  const deps = { ...stores, clock: setClock(hour + 86_400_000), newId: () => 'job-1' };
  const interval = `${iso(hour)}/${iso(hour + 3 * 3_600_000)}`;
  const ask = (query: object, as = me) =>
    queryAggregates(deps, as, AggregateQuery.parse({ interval, ...query }));
  return { deps, ask, interval, hour };
};

describe('figures of conversations', () => {
  test('Given a day, when it is asked by queue and hour, then each part counts where it was known', async () => {
    const { ask, hour } = await scene();
    const { results } = await ask({
      metrics: ['nOffered', 'tHandle', 'tMonitoring'],
      groupBy: ['queueId'],
      granularity: 'PT1H',
    });
    const step = (n: number) => `${iso(hour + n * 3_600_000)}/${iso(hour + (n + 1) * 3_600_000)}`;
    const flat = results.flatMap(({ group, data }) =>
      data.flatMap(({ interval, metrics }) =>
        metrics.map(({ metric, stats }) => [group.queueId, interval, metric, stats.count, stats.sum]),
      ),
    );
    expect(flat).toEqual(
      expect.arrayContaining([
        ['queue-1', step(0), 'nOffered', 2, undefined],
        ['queue-1', step(0), 'tHandle', 2, 40 * minute],
        ['queue-1', step(0), 'tMonitoring', 2, 2 * minute],
        ['queue-2', step(1), 'nOffered', 1, undefined],
        ['queue-2', step(1), 'tHandle', 1, 20 * minute],
        ['queue-2', step(1), 'tMonitoring', 1, minute],
      ]),
    );
    expect(flat).toHaveLength(6);
  });

  test('Given a supervisor and an agent, when they are filtered and grouped by, then their own parts count alone', async () => {
    const { ask } = await scene();
    const filter = { type: 'and', predicates: [{ dimension: 'userId', value: 'agent-1' }] };
    const { results } = await ask({ metrics: ['tHandle'], groupBy: ['userId'], filter });
    expect(results.map(({ group, data }) => [group, data[0]?.metrics[0]?.stats])).toEqual([
      [{ userId: 'agent-1' }, { count: 2, sum: 30 * minute, min: 10 * minute, max: 20 * minute }],
    ]);
    const sessions = await ask({ metrics: ['nMonitoring'], groupBy: ['userId'] });
    expect(sessions.results.map(({ group, data }) => [group, data[0]?.metrics[0]?.stats.count])).toEqual([
      [{ userId: 'supervisor-1' }, 3],
    ]);
  });

  test('Given an agent, when they ask for monitoring, then it is in no figure of a conversation of theirs; of another division, in none', async () => {
    const { ask } = await scene();
    const query = { metrics: ['nMonitoring', 'tMonitoring'] };
    const counted = (answer: Awaited<ReturnType<typeof ask>>) =>
      answer.results[0]?.data[0]?.metrics.map(({ stats }) => stats.count);
    expect(counted(await ask(query, aPrincipal({ userId: 'agent-1' })))).toEqual([1, 1]);
    expect((await ask(query, aPrincipal({ divisions: ['division-9'] }))).results).toEqual([]);
  });

  test('Given durations, when they are read, then in ms; too many steps are refused', async () => {
    expect(['PT30M', 'P1D', 'P1W', 'P1DT2H'].map(durationMs)).toEqual([
      30 * minute,
      86_400_000,
      7 * 86_400_000,
      26 * 3_600_000,
    ]);
    for (const granularity of ['P', 'PT', 'PT0M', 'P1Y', 'soon'])
      expect(
        AggregateQuery.safeParse({ interval: '2026-01-01/2026-01-02', metrics: ['tTalk'], granularity })
          .success,
        granularity,
      ).toBe(false);
    const { ask } = await scene();
    const interval = '2020-01-01T00:00:00Z/2026-01-01T00:00:00Z';
    await expect(ask({ interval, metrics: ['tTalk'], granularity: 'PT1M' })).rejects.toMatchObject({
      code: 'bad.request',
    });
  });
});

describe('a job', () => {
  test('Given a kept question, when its results are read page by page, then all are found; another, or a day later, finds no job', async () => {
    const { deps, interval } = await scene();
    const { jobId } = await makeJob(deps, me, JobQuery.parse({ interval }));
    expect(await readJob(deps, me, jobId)).toMatchObject({ state: 'FULFILLED' });
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await readJobResults(deps, me, jobId, {
        pageSize: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      ids.push(...page.conversations.map(({ conversationId }) => conversationId));
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    expect(ids).toEqual(['one', 'two', 'three']);
    const other = aPrincipal({ userId: 'somebody' });
    for (const act of [readJob, deleteJob])
      await expect(act(deps, other, jobId)).rejects.toMatchObject({ code: 'not.found' });
    await deleteJob(deps, me, jobId);
    await expect(readJob(deps, me, jobId)).rejects.toMatchObject({ code: 'not.found' });
    await makeJob(deps, me, JobQuery.parse({ interval }));
    deps.clock.move(86_400_000);
    await expect(readJob(deps, me, jobId)).rejects.toMatchObject({ code: 'not.found' });
  });
});
