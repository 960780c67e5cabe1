import { setTimeout as pause } from 'node:timers/promises';
import { type Cast, openCast, type Talk } from '../local/cast.ts';
import { type Watch, watch } from '../local/watch.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { areaUnderCurve, percentiles, round } from '../statistics.ts';

const warmUp = 10;
/** ms after each turn in which every push that it caused is over, monitored or not: no turn pays for the one before. */
const restMs = 60;

type Act = (talk: Talk) => Promise<unknown>;

/** What a sender can time. Each answers the ms of every request in it. */
interface Way {
  readonly name: string;
  readonly rounds: number;
  readonly act: (talk: Talk) => Promise<readonly number[]>;
}

const timed = async (act: Act, talk: Talk): Promise<number> => {
  const began = performance.now();
  await act(talk);
  return performance.now() - began;
};

const single =
  (act: Act): Way['act'] =>
  async (talk) => [await timed(act, talk)];

const burst =
  (act: Act, count: number): Way['act'] =>
  async (talk) => {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) times.push(await timed(act, talk));
    return times;
  };

const parallel =
  (act: Act, count: number): Way['act'] =>
  (talk) =>
    Promise.all(Array.from({ length: count }, () => timed(act, talk)));

const say: Act = (talk) => talk.say();
const type: Act = (talk) => talk.type();
const write: Act = (talk) => talk.write();

const ways = (share: number): readonly Way[] => [
  { name: 'single', rounds: 1200 * share, act: single(say) },
  { name: 'burst of 5', rounds: 300 * share, act: burst(say, 5) },
  { name: '5 in parallel', rounds: 300 * share, act: parallel(say, 5) },
  { name: '8 in parallel', rounds: 200 * share, act: parallel(say, 8) },
  { name: 'typing', rounds: 1200 * share, act: single(type) },
  { name: '5 typing in parallel', rounds: 300 * share, act: parallel(type, 5) },
  { name: 'customer', rounds: 1200 * share, act: single(write) },
];

const kinds = ['free', 'other', 'monitored'] as const;

/** Three conversations that differ only in that one is monitored: the two free ones tell what chance alone tells. */
type Trio = Readonly<Record<(typeof kinds)[number], Talk>>;

const openTrio = async (cast: Cast): Promise<{ readonly trio: Trio; readonly watching: Watch }> => {
  const trio = { free: await cast.talk(), other: await cast.talk(), monitored: await cast.talk() };
  return { trio, watching: await watch(await cast.supervisor(), trio.monitored) };
};

/** Every order of the three, one after the other, so that no conversation owns a place in the round. */
const orders = kinds.flatMap((first) =>
  kinds
    .filter((second) => second !== first)
    .map((second) => [first, second, ...kinds.filter((kind) => kind !== first && kind !== second)] as const),
);

const measure = async (trio: Trio, way: Way): Promise<Row> => {
  const times: Record<(typeof kinds)[number], number[]> = { free: [], other: [], monitored: [] };
  for (let turn = -warmUp; turn < way.rounds; turn += 1)
    for (const kind of orders[(turn + warmUp) % orders.length] ?? kinds) {
      const took = await way.act(trio[kind]);
      if (turn >= 0) times[kind].push(...took);
      await pause(restMs);
    }
  const { free, other, monitored } = times;
  const [freeMs, monitoredMs] = [percentiles([...free, ...other]), percentiles(monitored)];
  const auc = round(areaUnderCurve(monitored, [...free, ...other]));
  const chance = round(areaUnderCurve(other, free));
  return {
    name: way.name,
    figures: {
      n: monitored.length,
      freeP50: freeMs.p50,
      monitoredP50: monitoredMs.p50,
      freeP99: freeMs.p99,
      monitoredP99: monitoredMs.p99,
      auc,
      aucOfChance: chance,
      beyondChance: round(Math.abs(auc - 0.5) - Math.abs(chance - 0.5)),
    },
  };
};

/** What a sender's own clock can tell. */
export const silence: Section = {
  name: 'silence',
  about:
    'Milliseconds of one REST call in a conversation that is monitored and in two that nobody monitors, in turns, each ' +
    'turn after a rest of 60 ms. auc is how well a classifier tells monitored from free by that time: the area under ' +
    'its curve, 0.5 for nothing, 1 for certainty; aucOfChance is the same of the two free ones, which differ in nothing.',
  run: async (bench) => {
    const { trio, watching } = await openTrio(await openCast((await bench.stack()).url));
    const rows: Row[] = [];
    try {
      for (const way of ways(bench.quick ? 0.25 : 1)) {
        bench.progress(`${way.rounds} rounds of three: ${way.name}`);
        const row = await measure(trio, way);
        rows.push(row);
        bench.progress(`${row.name} ${JSON.stringify(row.figures)}`);
      }
    } finally {
      watching.stop();
    }
    return rows;
  },
};
