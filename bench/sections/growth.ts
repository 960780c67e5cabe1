import { DetailsQuery } from '../../src/contract/details-query.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { sweepSessions } from '../../src/domain/monitoring/sweep-sessions.ts';
import { recordChange } from '../../src/domain/timeline/derive-facts.ts';
import { announce } from '../../src/domain/views/announce.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { queryDetails } from '../../src/domain/views/query-details.ts';
import { queryObservations, readQueueActivity } from '../../src/domain/views/queue-activity.ts';
import { retain } from '../../src/domain/views/retain.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { round } from '../statistics.ts';
import { supervisor } from '../units/actors.ts';
import { crowd, floorOf } from '../units/crowd.ts';
import { openWorld, type World } from '../units/world.ts';

/** What one action took at one size. */
interface Cost {
  readonly writes: number;
  readonly reads: number;
  readonly requests: number;
}

interface Action {
  readonly name: string;
  run(world: World, change: { readonly old: Head; readonly next: Head }): Promise<unknown>;
}

const filters = (...predicates: readonly object[]) => ({
  conversationFilters: [{ type: 'and', predicates: [...predicates] }],
});
const inProgress = { dimension: 'conversationEnd', operator: 'notExists' };
const ofQueue = { dimension: 'queueId', operator: 'matches', value: 'queue-1' };
const monitored = { dimension: 'isMonitored', operator: 'matches', value: 'true' };

const page = async ({ deps }: World, asked: object): Promise<string | undefined> => {
  const answer = await queryDetails(deps, supervisor, DetailsQuery.parse(asked));
  if (answer.conversations.length === 0) throw new Error('the page is empty');
  return answer.cursor;
};

const actions: readonly Action[] = [
  {
    name: 'transition recorded',
    run: async ({ deps }, { old, next }) => {
      await recordChange(deps, old, next);
      await recordInteraction(deps, old, next);
      await retain(deps, old, next);
    },
  },
  {
    name: 'transition announced to a watcher',
    run: ({ deps }, change) => announce(deps, [change]),
  },
  {
    name: 'observation of a queue',
    run: ({ deps }) =>
      queryObservations(deps, supervisor, {
        filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'queue-1' }] },
        metrics: ['oInteracting', 'oWaiting', 'oMonitored'],
      }),
  },
  {
    name: 'activity of a queue',
    run: ({ deps }) => readQueueActivity(deps, supervisor, 'queue-1'),
  },
  { name: 'page, in progress', run: (world) => page(world, filters(inProgress)) },
  { name: 'page, of a queue', run: (world) => page(world, filters(inProgress, ofQueue)) },
  { name: 'page, monitored', run: (world) => page(world, filters(monitored)) },
  {
    name: 'second page, by the cursor',
    run: async (world) => {
      const cursor = await page({ ...world, deps: world.unmetered }, filters(inProgress));
      return page(world, { ...filters(inProgress), paging: { cursor } });
    },
  },
  { name: 'sweep', run: ({ deps }) => sweepSessions(deps) },
];

const costOf = async (world: World, action: Action, change: Parameters<Action['run']>[1]): Promise<Cost> => {
  world.cost.reset();
  await action.run(world, change);
  const { writes, reads, calls } = world.cost;
  return { writes, reads, requests: calls.length };
};

const costsAt = async (size: number): Promise<readonly Cost[]> => {
  const world = await openWorld();
  try {
    const change = await crowd(world, size);
    const costs: Cost[] = [];
    for (const action of actions) costs.push(await costOf(world, action, change));
    return costs;
  } finally {
    await world.stop();
  }
};

const ratio = (last: number, first: number): number => (first === 0 ? (last === 0 ? 1 : last) : last / first);

/** The rows alone: also the quick test that holds the budgets, at sizes of its own. */
export const countGrowth = async (
  sizes: readonly number[],
  progress: (line: string) => void = () => {},
): Promise<readonly Row[]> => {
  const bySize: (readonly Cost[])[] = [];
  for (const size of sizes) {
    progress(`${size} conversations in progress`);
    bySize.push(await costsAt(size));
  }
  return actions.map(({ name }, index) => {
    const costs = bySize.map((ofSize) => ofSize[index] as Cost);
    const [first, last] = [costs[0] as Cost, costs.at(-1) as Cost];
    const units = ({ writes, reads }: Cost) => writes + reads;
    return {
      name,
      figures: {
        ...Object.fromEntries(costs.map((cost, i) => [`units at ${sizes[i]}`, units(cost)])),
        writes: last.writes,
        reads: last.reads,
        requests: last.requests,
        unitGrowth: round(ratio(units(last), units(first)), 2),
        requestGrowth: round(ratio(last.requests, first.requests), 2),
      },
    };
  });
};

/** What work costs as a tenant's floor fills. */
export const growth: Section = {
  name: 'growth',
  about:
    `Capacity units and requests of one action with ever more conversations in progress of one tenant, all of one queue, ` +
    `${floorOf.monitored} of them monitored and as many sessions held. Writes, reads and requests are those at the last size; ` +
    `the growths are last to first.`,
  run: ({ quick, progress }) => countGrowth(quick ? [100, 300] : [100, 1_000, 10_000], progress),
};
