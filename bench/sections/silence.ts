import { type Cast, openCast, type Talk } from '../local/cast.ts';
import { type Watch, watch } from '../local/watch.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { median, percentiles, round, shareLonger } from '../statistics.ts';
import type { Variant, Workbench } from '../workbench.ts';

const warmUp = 20;

/** Two conversations of one runtime that differ only in being monitored. */
interface Pair {
  readonly alone: Talk;
  readonly monitored: Talk;
  readonly watching: Watch;
  readonly times: { readonly alone: number[]; readonly monitored: number[] };
}

const openPair = async (cast: Cast): Promise<Pair> => {
  const [alone, monitored] = [await cast.talk(), await cast.talk()];
  const watching = await watch(await cast.supervisor(), monitored);
  return { alone, monitored, watching, times: { alone: [], monitored: [] } };
};

/** One message in each conversation, each after the other's pushes are over; who goes first changes every round. */
const sendBoth = async ({ alone, monitored, watching, times }: Pair, round: number): Promise<void> => {
  const send = async (talk: Talk, kept: number[]) => {
    const began = performance.now();
    const seq = await talk.say();
    if (round >= 0) kept.push(performance.now() - began);
    if (talk === monitored) await watching.arrival(seq);
  };
  const turns = [() => send(alone, times.alone), () => send(monitored, times.monitored)];
  for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
};

/** Bursts of messages without a pause: whoever still pushes is not free for the next. */
const sendBursts = async ({ alone, monitored, watching }: Pair, bursts: number): Promise<Pair['times']> => {
  const times: Pair['times'] = { alone: [], monitored: [] };
  const burst = async (talk: Talk, kept: number[]) => {
    const began = performance.now();
    let seq = 0;
    for (let i = 0; i < 5; i += 1) seq = await talk.say();
    kept.push((performance.now() - began) / 5);
    if (talk === monitored) await watching.arrival(seq);
  };
  for (let i = 0; i < bursts; i += 1) {
    const turns = [() => burst(alone, times.alone), () => burst(monitored, times.monitored)];
    for (const turn of i % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return times;
};

const row = (name: string, { alone, monitored }: Pair['times']): Row => {
  const differences = monitored.map((ms, i) => ms - (alone[i] as number));
  const [a, m] = [percentiles(alone), percentiles(monitored)];
  return {
    name,
    figures: {
      n: alone.length,
      aloneP50: a.p50,
      monitoredP50: m.p50,
      aloneP99: a.p99,
      monitoredP99: m.p99,
      medianRatio: round(median(monitored) / median(alone)),
      medianDifferenceMs: round(median(differences), 2),
      shareLonger: round(shareLonger(monitored.map((ms, i) => [ms, alone[i] as number] as const))),
    },
  };
};

const variants: readonly Variant[] = ['answersFirst', 'buffered'];

const run = async (bench: Workbench): Promise<readonly Row[]> => {
  const rounds = bench.quick ? 150 : 600;
  const bursts = bench.quick ? 30 : 100;
  const pairs = new Map<Variant, Pair>();
  for (const variant of variants)
    pairs.set(variant, await openPair(await openCast((await bench.stack(variant)).url)));
  try {
    bench.progress(`${rounds} pairs of messages, answering first and buffered in turns`);
    for (let round = -warmUp; round < rounds; round += 1)
      for (const pair of pairs.values()) await sendBoth(pair, round);
    bench.progress(`${bursts} pairs of bursts`);
    const rows: Row[] = [...pairs].map(([variant, { times }]) => row(variant, times));
    for (const [variant, pair] of pairs)
      rows.push(row(`${variant}, bursts of 5`, await sendBursts(pair, bursts)));
    return rows;
  } finally {
    for (const { watching } of pairs.values()) watching.stop();
  }
};

/** What the agent's own clock can tell. */
export const silence: Section = {
  name: 'silence',
  about:
    'Milliseconds of the agent’s REST call in a conversation that nobody monitors and in one that is monitored, in ' +
    'pairs, as deployed and with answering first switched off (the same sources, the chain waits for the pushes). ' +
    'shareLonger is how often the monitored one of a pair is the longer: 0.5 tells the agent nothing, 1 everything. ' +
    'A burst is five messages without a pause, per message.',
  run,
};
