import { describe, expect, test } from 'vitest';
import { AggregateQuery, GroupDimension } from '../../src/contract/aggregates.ts';
import { SessionMetricName } from '../../src/contract/analytics.ts';
import { ConversationMetric, DetailsQuery, Dimension } from '../../src/contract/details-query.ts';
import { Permission } from '../../src/contract/permissions.ts';
import { amended, end } from '../../src/domain/head/amend.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { claim, release } from '../../src/domain/head/monitoring-transitions.ts';
import { connecting, leaving } from '../../src/domain/head/roster.ts';
import type { Transition } from '../../src/domain/head/transition.ts';
import { iso } from '../../src/domain/shared/clock.ts';
import { recordChange } from '../../src/domain/timeline/derive-facts.ts';
import { queryAggregates } from '../../src/domain/views/aggregates.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { queryDetails } from '../../src/domain/views/query-details.ts';
import { epoch, setClock } from '../support/clock.ts';
import { aHead, aPrincipal } from '../support/factories.ts';
import { memoryStores } from '../support/stores.ts';

const always = '2000-01-01T00:00:00Z/2100-01-01T00:00:00Z';
const thatHour = `${iso(epoch - 1_800_000)}/${iso(epoch + 1_800_000)}`;
const supervisorId = 'supervisor-1';

/** One conversation that went on the same way, with or without a supervisor who monitored it in between. */
const aStory = async (monitored: boolean, over: boolean) => {
  const stores = memoryStores();
  const clock = setClock();
  const deps = { ...stores, clock };
  let { head } = await stores.heads.create(
    aHead({ conversationId: 'c-1', participants: { c1: { purpose: 'customer', name: 'C', since: epoch } } }),
  );
  const record = async (old: Head | undefined): Promise<void> => {
    await recordChange(deps, old, head);
    await recordInteraction(deps, old, head);
  };
  await record(undefined);
  const happens = async (decide: (seen: Head, now: number) => Transition<string>, shown = true) => {
    clock.move(10_000);
    if (!shown) return;
    const outcome = await stores.heads.apply(head, decide(head, clock.now()));
    if (!outcome.ok) throw new Error(outcome.refusal);
    const old = head;
    head = outcome.head;
    await record(old);
  };
  const joins = (id: string, purpose: 'agent' | 'bot', userId: string) =>
    happens((seen, now) => {
      const participant = { purpose, userId, name: userId, since: now };
      return amended(seen, 'participant', connecting(seen, id, participant).effects, now);
    });
  await joins('a1', 'agent', 'agent-1');
  await joins('b1', 'bot', 'bot-1');
  await happens(
    ({ conversationId }, now) =>
      claim({
        conversationId,
        supervisorId,
        name: 'Supervisor',
        issued: epoch,
        divisions: ['*'],
        participantId: 'a1',
        onTransfer: 'follow',
        now,
      }),
    monitored,
  );
  await joins('a2', 'agent', 'gone-1');
  await happens((seen, now) => amended(seen, 'participant', leaving(seen, 'a2').effects, now));
  if (over) {
    await happens(({ fence }, now) => release({ supervisorId, fence }, { type: 'client' }, now), monitored);
    await happens((_seen, now) => end(now));
  }
  return deps;
};

const values = ['true', 'false', supervisorId, 'agent-1', 'user', 'agent', 'bot', 'monitoring', 'interact'];
const named = [
  'bot-1',
  'gone-1',
  'nobody',
  'a1',
  'c-1',
  'c-1.m1',
  'client',
  'peer',
  'transfer',
  '0',
  '1',
  '30000',
];

/** Every condition that the contract knows, by every dimension and metric. */
const conditions: readonly object[] = [
  ...Dimension.options.flatMap((dimension) => [
    ...[...values, ...named].map((value) => ({ dimension, value })),
    ...(['exists', 'notExists'] as const).map((operator) => ({ dimension, operator })),
  ]),
  ...ConversationMetric.options.flatMap((metric) => [
    ...[{ gte: 0 }, { gt: 0 }, { lt: 1 }, { gte: 30_000 }].map((range) => ({ metric, range })),
    ...['0', '1'].map((value) => ({ metric, value })),
    ...(['exists', 'notExists'] as const).map((operator) => ({ metric, operator })),
  ]),
];

const filtered = conditions.flatMap((condition) => {
  const filter = [{ type: 'and', predicates: [condition] }];
  return [{ conversationFilters: filter }, { segmentFilters: filter }];
});

/** Every question about what happened: filtered, ordered and counted by everything there is. */
const questions = [
  ...filtered,
  ...filtered.map((one) => ({ ...one, interval: always })),
  ...['conversationEnd', 'segmentStart'].map((orderBy) => ({ orderBy, interval: always })),
  ...Dimension.options.map((dimension) => ({ aggregations: [{ type: 'termFrequency', dimension }] })),
  ...ConversationMetric.options.map((metric) => ({
    aggregations: [{ type: 'numericRange', metric, ranges: [{ gte: 0 }, { lt: 1 }, { gte: 30_000 }] }],
  })),
].map((one) => DetailsQuery.parse(one));

const metrics = SessionMetricName.options;
const figures = [
  ...GroupDimension.options.map((dimension) => ({ groupBy: [dimension] })),
  ...conditions.map((condition) => ({ filter: { type: 'and', predicates: [condition] } })),
].map((one) => AggregateQuery.parse({ interval: thatHour, granularity: 'PT1M', metrics, ...one }));

/** What one reader is answered to all of them. */
const answersTo = async (userId: string, monitored: boolean, over: boolean): Promise<readonly string[]> => {
  const deps = await aStory(monitored, over);
  const me = aPrincipal({ userId, permissions: Permission.options, divisions: ['*'] });
  const answers: string[] = [];
  const note = async (question: object, answer: Promise<unknown>) =>
    answers.push(`${JSON.stringify(question)} ${JSON.stringify(await answer)}`);
  for (const one of questions) await note(one, queryDetails(deps, me, one));
  // Figures are of what is over, and of parts of what is not.
  for (const one of figures) await note(one, queryAggregates(deps, me, one));
  return answers;
};

describe.each([
  ['in progress', false],
  ['over', true],
] as const)('a conversation that is %s', (_state, over) => {
  test.each(['agent-1', 'bot-1', 'gone-1'])(
    'Given %s, who takes or took part, with every permission, when they ask every question about what happened, then every answer is the same with and without a monitor',
    async (userId) => {
      expect(await answersTo(userId, true, over)).toEqual(await answersTo(userId, false, over));
    },
  );

  test('Given an onlooker, when they ask the same, then the monitor shows in some answers', async () => {
    const [seen, alone] = [await answersTo('onlooker', true, over), await answersTo('onlooker', false, over)];
    expect(seen.filter((answer, i) => answer !== alone[i]).length).toBeGreaterThan(50);
  });
});
