import { describe, expect, test } from 'vitest';
import { deep } from '../support/deep.ts';
import { replayOf, seedsOf } from '../support/seeds.ts';
import { extendedFrom, generator, worldOf } from './generate.ts';
import type { Observation } from './observation.ts';
import { play, replay } from './play.ts';
import type { Step } from './steps.ts';

const isMonitors = (actorKey: string): boolean => /super|stranger/.test(actorKey);

/** Agents and customers act at once, so that their part of a history is the same with anybody else there. */
const atomic = (actorKey: string): boolean => !isMonitors(actorKey);

/** The history without those who monitor, and without their faults. */
const withoutMonitors = (steps: readonly Step[]): readonly Step[] => {
  const monitors = new Set(
    steps.flatMap((step) => (step.do === 'act' && isMonitors(step.actor) ? [step.id] : [])),
  );
  return steps.filter((step) => {
    if (step.do === 'act') return !isMonitors(step.actor);
    return step.do !== 'run' && step.do !== 'crash' ? true : !monitors.has(step.task);
  });
};

/** What agents and customers receive in a history: their answers, refusals and frames, each in its order. */
const received = () => {
  const counted = { claims: 0 };
  const log = new Map<string, string[]>();
  const keep = (key: string, what: unknown): void => {
    const known = log.get(key) ?? [];
    log.set(key, [...known, JSON.stringify(what ?? null)]);
  };
  return {
    log,
    counted,
    onSeen: (seen: Observation): void => {
      // What is read from the stream's records is as late as the stream is; their content has checkers of its own.
      const late =
        seen.kind === 'answer' && /"(entities|conversationStart)":/.test(JSON.stringify(seen.value ?? null));
      if (seen.kind === 'answer' && !late && atomic(seen.task.actor.key))
        keep(`${seen.task.actor.key} answers`, seen.value);
      if (seen.kind === 'refusal' && atomic(seen.task.actor.key)) {
        const { code, params, details } = seen.failure;
        keep(`${seen.task.actor.key} answers`, { code, params, details });
      }
      // Conversations have no order among each other: their shards are read side by side.
      if (seen.kind === 'frame' && atomic(seen.to.key))
        keep(`${seen.to.key} frames of ${seen.frame.eventBody.id}`, seen.frame);
      if (seen.kind === 'answer' && seen.task.action === 'claim') counted.claims += 1;
    },
  };
};

const withAndWithout = async (seed: number) => {
  const [monitored, alone] = [received(), received()];
  const harmless = (step: Step | undefined): Step | undefined => {
    // A fault that strikes an agent is no difference that a monitor makes; it would only strike elsewhere.
    // No leaps of time: a reader of the stream that is cut off repeats its batch, and is cut off elsewhere.
    if (step?.do === 'advance') return { do: 'advance', ms: step.ms % 500 };
    if (step?.do === 'run') return { do: 'run', task: step.task, gate: step.gate };
    return step?.do === 'crash' || step?.do === 'poison' || step?.do === 'replay'
      ? { do: 'advance', ms: 1 }
      : step;
  };
  const next = generator(seed, 250);
  const played = await play(worldOf(seed), (simulation, index) => harmless(next(simulation, index)), {
    atomic,
    onSeen: monitored.onSeen,
  });
  await replay({ ...worldOf(seed), steps: withoutMonitors(played.steps) }, { atomic, onSeen: alone.onSeen });
  for (const log of [monitored.log, alone.log]) log.delete('-/system answers');
  const { violation } = played;
  return { monitored: monitored.log, alone: alone.log, claims: monitored.counted.claims, violation };
};

const histories = [0, 100, extendedFrom].flatMap((from) =>
  Array.from({ length: deep ? 100 : 20 }, (_, i) => from + i),
);

describe('silence', () => {
  test('Given many histories, a third of them extended, when each is played with and without monitors, then agents and customers receive the same bytes', async () => {
    let sessions = 0;
    const seeds = seedsOf(histories);
    for (const seed of seeds) {
      const replayed = `replay: ${replayOf(seed)}`;
      const { monitored, alone, claims, violation } = await withAndWithout(seed);
      expect(violation?.message, replayed).toBeUndefined();
      expect(Object.fromEntries(monitored), replayed).toEqual(Object.fromEntries(alone));
      sessions += claims;
    }
    // Where nobody monitors, silence is no feat.
    if (seeds === histories) expect(sessions).toBeGreaterThan(histories.length / 2);
  });
});
