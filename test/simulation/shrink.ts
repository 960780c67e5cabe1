import { replay, type Schedule } from './play.ts';
import type { Violation } from './violation.ts';

const breaks = async (schedule: Schedule, invariant: string): Promise<Violation | undefined> => {
  const { violation } = await replay(schedule);
  return violation?.invariant === invariant ? violation : undefined;
};

/** Whole actors and faults first, then halves, quarters and so on down to single steps. */
const cuts = (schedule: Schedule, size: number): readonly Schedule[] => {
  const { steps } = schedule;
  return Array.from({ length: Math.ceil(steps.length / size) }, (_, i) => ({
    ...schedule,
    steps: [...steps.slice(0, i * size), ...steps.slice((i + 1) * size)],
  }));
};

/**
 * The shortest history found that breaks the same invariant: chunks of steps, then single steps, then faults and
 * skews are left out as long as it still breaks. `onProgress` is told the length after each success.
 */
export const shrink = async (
  schedule: Schedule,
  invariant: string,
  onProgress: (steps: number) => void = () => {},
): Promise<Schedule> => {
  let best = schedule;
  const take = async (candidate: Schedule): Promise<boolean> => {
    if ((await breaks(candidate, invariant)) === undefined) return false;
    best = candidate;
    onProgress(best.steps.length);
    return true;
  };
  await take({ ...best, skews: {} });
  for (let size = Math.ceil(best.steps.length / 2), again = true; again || size > 1; ) {
    again = false;
    for (let i = 0; i < best.steps.length; ) {
      const candidate = cuts(best, size)[Math.floor(i / size)];
      if (candidate !== undefined && (await take(candidate))) again = true;
      else i += size;
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!again) break;
  }
  for (let i = 0; i < best.steps.length; i += 1) {
    const step = best.steps[i];
    if (step?.do !== 'run' || step.fault === undefined) continue;
    const { fault: _, ...plain } = step;
    await take({ ...best, steps: best.steps.map((one, at) => (at === i ? plain : one)) });
  }
  return best;
};

/** The history as lines that people read. */
export const tell = async (schedule: Schedule): Promise<readonly string[]> => {
  const lines: string[] = [];
  const { violation } = await replay(schedule, { onLine: (line) => lines.push(line) });
  return [...lines, `=> ${violation?.message ?? 'nothing breaks'}`];
};
