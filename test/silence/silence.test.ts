import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topics } from '../../src/contract/topics.ts';
import { type LocalApp, useLocalApp } from '../e2e/support/local-app.ts';
import { deep } from '../support/deep.ts';
import { figure } from '../support/print.ts';
import { userRoutes } from '../support/route-samples.ts';
import { unplayed } from './any-route.ts';
import { play } from './play.ts';
import { begun, ended, everyRoute, type Moment, schedule } from './schedule.ts';

/** Schedules a run plays; the deep run asks for more. */
const runs = Number(process.env.SILENCE_RUNS ?? (deep ? 40 : 4));

/** Schedules that were ever red, always played again. */
const regressions: readonly {
  readonly broke: string;
  readonly steps: readonly Moment[];
}[] = [
  {
    broke: 'an agent who handed on reads of the monitor',
    steps: [
      ...begun,
      { before: [], step: { kind: 'agent-transfers', agent: 0, to: 1 } },
      { before: ['repoint'], step: { kind: 'agent-looks-up-monitoring', agent: 0 } },
      ended,
    ],
  },
];

/** What names a supervisor, or tells that one was there. */
const tells = /supervisor|"monitor"|mediaRoles|You cannot read this/;

/** Frames of a batch may coalesce differently; what each topic finally showed may not. */
const bodiesByTopic = (frames: readonly string[]): Record<string, readonly string[]> => {
  const topics: Record<string, string[]> = {};
  for (const text of frames) {
    const { topicName, eventBody } = JSON.parse(text.replaceAll('<ms>', '0')) as {
      topicName: string;
      eventBody: { entities?: unknown[] };
    };
    const bodies = eventBody.entities ?? [eventBody];
    const own = topics[topicName] ?? [];
    topics[topicName] = own;
    own.push(...bodies.map((body) => JSON.stringify(body)));
  }
  return topics;
};

/** Plays a schedule in two tenants, one with a supervisor, and compares all that agents and customer received. */
const compare = async (app: LocalApp, moments: readonly Moment[]): Promise<number> => {
  const without = await play(app, `t${randomUUID().slice(0, 8)}`, moments, false);
  const withMonitor = await play(app, `t${randomUUID().slice(0, 8)}`, moments, true);
  expect(withMonitor.answers).toEqual(without.answers);
  for (const [agent, frames] of Object.entries(without.frames)) {
    const [seen, alone] = [bodiesByTopic(withMonitor.frames[agent] ?? []), bodiesByTopic(frames)];
    expect(Object.keys(seen).sort()).toEqual(Object.keys(alone).sort());
    const own = topics.myConversations(agent);
    expect(seen[own]).toEqual(alone[own]);
    for (const [topic, bodies] of Object.entries(alone))
      expect(seen[topic]?.at(-1), `${agent} on ${topic}`).toEqual(bodies.at(-1));
  }
  // The supervisor is a user as others are, and told of as such: what counts is what is there with the monitor alone.
  const known = new Set([...without.answers, ...Object.values(without.frames).flat()]);
  for (const text of [...withMonitor.answers, ...Object.values(withMonitor.frames).flat()])
    if (!known.has(text)) expect(text).not.toMatch(tells);
  return without.answers.length;
};

describe('silence', () => {
  const app = useLocalApp();

  test('Given a route of the contract, then the schedule plays it, or says why not', () => {
    const names = userRoutes.map(({ name }) => name);
    expect(Object.keys(unplayed).filter((name) => !names.includes(name))).toEqual([]);
    const played = everyRoute.flatMap(({ step }) => (step.kind === 'agent-calls' ? [step.route] : []));
    expect(names.filter((name) => !(name in unplayed) && !played.includes(name))).toEqual([]);
  });

  test('Given every route and frame of the contract and every topic, when agents call, say and watch them with and without a monitor, then every byte is the same', async () => {
    figure('silence of every route', `${await compare(app, everyRoute)} answers`);
  });

  test('Given the same schedule with and without a supervisor, when agents and customer compare all they received, then every byte is the same', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(schedule, async (moments) => {
        compared += await compare(app, moments);
      }),
      {
        numRuns: runs,
        endOnFailure: process.env.SILENCE_SHRINK === undefined,
      },
    );
    figure('silence', `${runs} schedules, ${compared} answers the same with and without a monitor`);
  });

  test.each(regressions)(
    'Given what once broke "$broke", when it is played again, then every byte is the same',
    async ({ steps }) => void (await compare(app, steps)),
  );
});
