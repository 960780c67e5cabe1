import { beforeAll, describe, expect, test } from 'vitest';
import { DetailsQuery } from '../../../src/contract/details-query.ts';
import { partyOf } from '../../../src/domain/head/audience.ts';
import { Failure } from '../../../src/domain/shared/failure.ts';
import type { Draft } from '../../../src/domain/timeline/fact.ts';
import type { Interaction } from '../../../src/domain/views/interaction.ts';
import { interactionOf } from '../../../src/domain/views/interaction.ts';
import { queryDetails } from '../../../src/domain/views/query-details.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const clock = setClock(epoch + 3_600_000);
const me = aPrincipal({ userId: 'analyst' });
const always = '2000-01-01T00:00:00Z/2100-01-01T00:00:00Z';

/** A conversation in which `agent` took part from the first second to the last, and whom who monitored for how long. */
const told = (
  id: string,
  { at, agent, monitor, code }: { at: number; agent: string; monitor?: [string, number]; code?: string },
): readonly Draft[] => {
  const part = { participantId: `${id}-a`, purpose: 'agent', userId: agent, name: agent } as const;
  const session = {
    participantId: `${id}.m1`,
    purpose: 'user',
    userId: monitor?.[0] ?? '',
    monitoredParticipantId: `${id}-a`,
    fence: 1,
  } as const;
  return [
    { type: 'conversation.started', time: at, queueId: 'queue-1' },
    { type: 'participant.connected', time: at, ...part },
    ...(monitor === undefined
      ? []
      : ([
          { type: 'monitoring.started', time: at + 1_000, ...session },
          { type: 'monitoring.ended', time: at + 1_000 + monitor[1], ...session, disconnectType: 'client' },
        ] as const)),
    { type: 'participant.disconnected', time: at + 60_000, ...part, disconnectType: 'client' },
    { type: 'conversation.ended', time: at + 60_000 },
    ...(code === undefined
      ? []
      : ([{ type: 'participant.wrappedUp', time: at + 70_000, ...part, wrapupCode: code }] as const)),
  ];
};

describe('what the Interactions view finds of what happened', () => {
  const stores = memoryStores();
  const deps = { ...stores, clock };

  beforeAll(async () => {
    const furnish = async (id: string, what: Parameters<typeof told>[1]) => {
      const head = aHead({
        conversationId: id,
        state: 'ended',
        startTime: what.at,
        endTime: what.at + 60_000,
        fence: what.monitor === undefined ? 0 : 1,
        participants: { c: { purpose: 'customer', name: 'Customer', since: what.at } },
        parties: { [partyOf(id, what.agent)]: true },
      });
      await stores.heads.create(head);
      const listed = { participantId: `${id}-a`, userId: what.agent, name: what.agent, connected: false };
      await stores.interactions.replace(head, undefined, {
        ...interactionOf(head, undefined),
        agents: [listed],
      });
      await stores.records.putFacts(
        head,
        told(id, what).map((draft, rev) => ({ ...draft, rev, index: 0 })),
      );
    };
    await furnish('plain', { at: epoch, agent: 'agent-1', code: 'solved' });
    await furnish('short', { at: epoch + 100_000, agent: 'agent-1', monitor: ['supervisor-1', 5_000] });
    await furnish('long', {
      at: epoch + 200_000,
      agent: 'agent-2',
      monitor: ['supervisor-1', 40_000],
      code: 'solved',
    });
    await furnish('other', { at: epoch + 300_000, agent: 'analyst', monitor: ['supervisor-2', 40_000] });
  });

  const ask = async (query: object, as = me) => queryDetails(deps, as, DetailsQuery.parse(query));
  const idsOf = async (query: object, as = me) =>
    (await ask({ order: 'asc', ...query }, as)).conversations.map((it) => it.conversationId);
  const where = (...predicates: object[]) => ({ segmentFilters: [{ type: 'and', predicates }] });

  test.each([
    [
      'by the supervisor who monitored',
      where({ dimension: 'userId', value: 'supervisor-1' }, { dimension: 'purpose', value: 'user' }),
      ['short', 'long'],
    ],
    [
      'by a supervisor, as by any user',
      where({ dimension: 'userId', value: 'supervisor-1' }),
      ['short', 'long'],
    ],
    [
      'by the medium and who began',
      where({ dimension: 'mediaType', value: 'message' }, { dimension: 'direction', value: 'inbound' }),
      ['plain', 'short', 'long', 'other'],
    ],
    ['by another medium', where({ dimension: 'mediaType', value: 'voice' }), []],
    ['by another direction', where({ dimension: 'direction', value: 'outbound' }), []],
    ['by the agent who was monitored', where({ dimension: 'monitoredUserId', value: 'agent-2' }), ['long']],
    [
      'by whether they ever were monitored, over a period',
      { interval: always, ...where({ dimension: 'isMonitored', value: 'true' }) },
      ['short', 'long'],
    ],
    [
      'by how long they were monitored',
      {
        conversationFilters: [
          { type: 'and', predicates: [{ metric: 'tMonitoring', range: { gte: 30_000 } }] },
        ],
      },
      ['long'],
    ],
    [
      'by a code and an agent of one segment',
      where({ dimension: 'wrapUpCode', value: 'solved' }, { dimension: 'userId', value: 'agent-2' }),
      ['long'],
    ],
    [
      'by clauses of which any holds',
      {
        segmentFilters: [
          {
            type: 'or',
            clauses: [
              { type: 'and', predicates: [{ dimension: 'wrapUpCode', value: 'solved' }] },
              { type: 'and', predicates: [{ metric: 'tMonitoring', range: { lt: 10_000 } }] },
            ],
          },
        ],
      },
      ['plain', 'short', 'long'],
    ],
    [
      'by what never happened',
      {
        conversationFilters: [
          { type: 'and', predicates: [{ metric: 'nMonitoring', operator: 'notExists' }] },
        ],
      },
      ['plain', 'other'],
    ],
    [
      'by a period',
      {
        interval: `${new Date(epoch + 150_000).toISOString()}/${new Date(epoch + 250_000).toISOString()}`,
        ...where({ dimension: 'isMonitored', value: 'true' }),
      },
      ['long'],
    ],
  ])('Given ended interactions, when they are asked for %s, then those are found', async (_, query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  test('Given ids, when conversations are asked for by them, then those are found in the order that is asked for, page after page', async () => {
    const predicates = ['other', 'plain', 'long', 'nobodys'].map((value) => ({
      dimension: 'conversationId',
      value,
    }));
    const asked = { segmentFilters: [{ type: 'or', predicates }] };
    expect(await idsOf(asked)).toEqual(['plain', 'long', 'other']);
    expect(await idsOf({ ...asked, order: 'desc' })).toEqual(['other', 'long', 'plain']);
    const first = await ask({ ...asked, order: 'desc', paging: { pageSize: 2 } });
    const paging = { pageSize: 2, cursor: first.cursor };
    expect(await idsOf({ ...asked, order: 'desc', paging })).toEqual(['plain']);
  });

  test('Given an interaction of their own, when a party asks for what was monitored, then it is never among it', async () => {
    const asked = where({ dimension: 'purpose', value: 'user' });
    expect(await idsOf(asked)).not.toContain('other');
    expect(await idsOf(asked, aPrincipal({ userId: 'somebody-else' }))).toContain('other');
  });

  test('Given a division, when a caller of another asks, then nothing is found or counted', async () => {
    const counted = await ask(
      { aggregations: [{ type: 'termFrequency', dimension: 'purpose' }] },
      aPrincipal({ divisions: ['division-9'] }),
    );
    expect(counted).toEqual({
      conversations: [],
      totalHits: 0,
      aggregations: [{ type: 'termFrequency', dimension: 'purpose', count: 0, results: [] }],
    });
  });

  test('Given aggregations, when they are asked for, then they count what is found by value and by range', async () => {
    const { aggregations } = await ask({
      aggregations: [
        { type: 'termFrequency', dimension: 'wrapUpCode' },
        { type: 'numericRange', metric: 'tMonitoring', ranges: [{ lt: 10_000 }, { gte: 10_000 }] },
      ],
    });
    expect(aggregations?.map(({ results }) => results)).toEqual([
      [{ value: 'solved', count: 2 }],
      [
        { count: 1, lt: 10_000 },
        { count: 1, gte: 10_000 },
      ],
    ]);
  });

  test('Given segments, when they order, then by the first that passes', async () => {
    const asked = { ...where({ dimension: 'segmentType', value: 'wrapup' }), orderBy: 'segmentStart' };
    expect(await idsOf({ ...asked, order: 'desc' })).toEqual(['long', 'plain']);
    expect(await idsOf({ orderBy: 'conversationEnd', order: 'desc' })).toEqual([
      'other',
      'long',
      'short',
      'plain',
    ]);
  });

  test('Given more than may be looked at, when all of it is needed, then it is refused; page by page it is answered', async () => {
    const many = {
      ...stores.interactions,
      range: async function* (range: Parameters<typeof stores.interactions.range>[0]) {
        for await (const one of stores.interactions.range(range))
          for (let i = 0; i < 2_000; i += 1) yield one;
      },
    };
    const broad = { ...deps, interactions: many };
    const all = DetailsQuery.parse({ orderBy: 'conversationEnd' });
    await expect(queryDetails(broad, me, all)).rejects.toBeInstanceOf(Failure);
    const paged = await queryDetails(broad, me, DetailsQuery.parse({ paging: { pageSize: 1 } }));
    expect(paged.conversations).toHaveLength(1);
    expect(paged.cursor).toBeDefined();
  });

  test('Given more of other divisions than are looked at, when a page is asked for, then its cursor names none of them, leads on for its reader alone, and in the end to what they may see', async () => {
    const own = await stores.interactions.get({ tenantId: me.tenantId, conversationId: 'plain' });
    const foreign = (i: number) => ({
      ...own,
      startTime: epoch + 1_000_000 - i,
      conversationId: `foreign-${i}`,
      divisionId: 'elsewhere',
    });
    const many = {
      ...stores.interactions,
      range: async function* ({ after }: Parameters<typeof stores.interactions.range>[0]) {
        const passed = after === undefined ? 0 : Number(after.conversationId.split('-').at(-1)) + 1;
        for (let i = passed; i < 2_500; i += 1) yield foreign(i) as Interaction;
        if (own !== undefined) yield own;
      },
    };
    const broad = { ...deps, interactions: many };
    const narrow = { ...me, divisions: [own?.divisionId ?? ''] };
    const read = (cursor?: string, as = narrow) =>
      queryDetails(broad, as, DetailsQuery.parse({ paging: { pageSize: 5, cursor } }));
    const first = await read();
    expect(first).toMatchObject({ conversations: [], totalHits: 0, cursor: expect.any(String) });
    expect(`${Buffer.from(first.cursor ?? '', 'base64url')}${first.cursor}`).not.toMatch(/foreign|\d{10}/);
    const others = [
      { ...narrow, userId: 'another' },
      { ...narrow, tenantId: 'tenant-b' },
    ];
    for (const other of others)
      await expect(read(first.cursor, other)).rejects.toMatchObject({ code: 'bad.request' });
    await expect(read('1.plain'.replace('.', '-'))).rejects.toMatchObject({ code: 'bad.request' });
    const third = await read((await read(first.cursor)).cursor);
    expect(third.conversations.map(({ conversationId }) => conversationId)).toEqual(['plain']);
    expect(third.cursor).toBeUndefined();
  });
});
