import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { play } from './play.ts';
import { schedule } from './schedule.ts';

/** Schedules a run plays; the deep run asks for more. */
const runs = Number(process.env.SILENCE_RUNS ?? 6);

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

describe('silence', () => {
  const app = useLocalApp();

  test('Given the same schedule with and without a supervisor, when agents and customer compare all they received, then every byte is the same', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(schedule, async (moments) => {
        const without = await play(app, `t${randomUUID().slice(0, 8)}`, moments, false);
        const withMonitor = await play(app, `t${randomUUID().slice(0, 8)}`, moments, true);
        expect(withMonitor.answers).toEqual(without.answers);
        for (const [agent, frames] of Object.entries(without.frames)) {
          const topics = bodiesByTopic(withMonitor.frames[agent] ?? []);
          expect(Object.keys(topics).sort()).toEqual(Object.keys(bodiesByTopic(frames)).sort());
          expect(topics[`v2.users.${agent}.conversations.messages`]).toEqual(
            bodiesByTopic(frames)[`v2.users.${agent}.conversations.messages`],
          );
        }
        compared += without.answers.length;
        for (const text of [...withMonitor.answers, ...Object.values(withMonitor.frames).flat()])
          expect(text).not.toMatch(/supervisor|"monitor"|mediaRoles|You cannot read this/);
      }),
      {
        numRuns: runs,
        endOnFailure: process.env.SILENCE_SHRINK === undefined,
      },
    );
    console.log(
      `silence: ${runs} schedules, ${compared} answers the same to the byte with and without a monitor`,
    );
  });
});
