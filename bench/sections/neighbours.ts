import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openCast, type Talk, tokenOf } from '../local/cast.ts';
import { type LocalStack, startStack } from '../local/local-stack.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { percentiles, round } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';

/** Requests a second of each tenant while this runs: so few that a laptop's flood is far above them. */
const budget = 20;
/**
 * Requests a second that the flood sends, answered or refused: one that waited for its answers would send ten times as much
 * where it is refused, for a refusal is quick. So many are under way at once, at the most.
 */
const floodPerSecond = 200;
const underWay = 400;
/** ms between two messages of the neighbour. */
const betweenMs = 100;

interface Templates {
  readonly Resources?: Record<
    string,
    { readonly Type: string; readonly Properties?: Record<string, unknown> }
  >;
}

/** A copy of an assembly in which each tenant may make so many requests a second; none counts where it is unlimited. */
const withBudget = (assemblyDir: string, perSecond: number): string => {
  const copy = join(assemblyDir, '..', `cdk.out.${perSecond}`);
  cpSync(assemblyDir, copy, { recursive: true });
  for (const file of readdirSync(copy).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(copy, file), 'utf8')) as Templates;
    for (const { Type, Properties } of Object.values(template.Resources ?? {}))
      if (Type === 'AWS::ApiGateway::UsagePlan' && Properties !== undefined)
        Properties.Throttle = { RateLimit: perSecond, BurstLimit: perSecond };
    writeFileSync(join(copy, file), JSON.stringify(template));
  }
  return copy;
};

/** How long each message of a conversation takes that writes now and then, for a while. */
const times = async (talk: Talk, ms: number): Promise<readonly number[]> => {
  const taken: number[] = [];
  for (const began = performance.now(); performance.now() - began < ms; ) {
    const sent = performance.now();
    await talk.say();
    taken.push(performance.now() - sent);
    await wait(betweenMs);
  }
  return taken;
};

/** Asks at a set rate, and heeds no refusal. */
const flood = async (url: string, signal: AbortSignal) => {
  const token = await tokenOf(url, { tenantId: 'flood', userId: 'connector' });
  const headers = { authorization: `Bearer ${token}` };
  const statuses = new Map<number, number>();
  const waiting = new Set<Promise<void>>();
  const ask = async (): Promise<void> => {
    const answer = await fetch(`${url}/api/v2/users/me`, { headers });
    await answer.arrayBuffer();
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  };
  const began = performance.now();
  for (let sent = 0; !signal.aborted; await wait(10)) {
    const due = ((performance.now() - began) * floodPerSecond) / 1000;
    for (; sent < due && waiting.size < underWay; sent += 1) {
      const one: Promise<void> = ask().finally(() => waiting.delete(one));
      waiting.add(one);
    }
  }
  await Promise.all(waiting);
  return { taken: statuses.get(200) ?? 0, refused: statuses.get(429) ?? 0 };
};

const measure = async (stack: LocalStack, name: string, ms: number): Promise<readonly Row[]> => {
  const cast = await openCast(stack.url);
  const talk = await cast.talk();
  await times(talk, ms / 4);
  const alone = await times(talk, ms);
  const stop = new AbortController();
  const flooding = flood(stack.url, stop.signal);
  await wait(ms / 4);
  const beside = await times(talk, ms);
  stop.abort();
  const { taken, refused } = await flooding;
  const perSecond = (count: number) => round((count * 1000) / (ms * 1.25), 1);
  return [
    { name: `${name}: a neighbour's message, alone`, figures: { n: alone.length, ...percentiles(alone) } },
    {
      name: `${name}: a neighbour's message, beside a flood`,
      figures: {
        n: beside.length,
        ...percentiles(beside),
        floodTakenPerSecond: perSecond(taken),
        floodRefusedPerSecond: perSecond(refused),
      },
    },
  ];
};

const run = async (bench: Workbench): Promise<readonly Row[]> => {
  const { assemblyDir } = await bench.assembled();
  const ms = bench.quick ? 4_000 : 15_000;
  const rows: Row[] = [];
  for (const [name, perSecond] of [
    ['no budgets', 1_000_000],
    [`${budget} requests a second`, budget],
  ] as const) {
    bench.progress(`a flood beside a neighbour: ${name}`);
    const stack = await startStack(withBudget(assemblyDir, perSecond));
    try {
      rows.push(...(await measure(stack, name, ms)));
    } finally {
      await stack.stop();
    }
  }
  return rows;
};

/** Whether one tenant takes what is for all. */
export const neighbours: Section = {
  name: 'neighbours',
  about:
    `A tenant asks ${floodPerSecond} times a second, taken or refused; a neighbour's agent writes ten messages ` +
    'a second. The time of their messages, ms, without budgets and with one; driver, flood and runtime share the cores, ' +
    'so that refusing has its price here, which API Gateway pays on AWS.',
  run,
};
