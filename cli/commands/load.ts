import { randomBytes } from 'node:crypto';
import { inLanes } from '../../local/replay/in-lanes.ts';
import { Progress } from '../../local/replay/progress.ts';
import { type Register, type Work, whole } from '../command.ts';
import { assemble, mainJob, type Step } from '../job/main-job.ts';
import { promises } from '../job/promises.ts';

const amount = whole(1, 1_000_000);

const round = (ms: number | undefined): number => Math.round((ms ?? 0) * 10) / 10;

/** Nearest-rank percentiles of each step's times, ms. */
const percentiles = (times: ReadonlyMap<Step, readonly number[]>) =>
  [...times].map(([step, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    const at = (part: number) => round(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]);
    return { step, count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
  });

interface Load {
  readonly conversations: number;
  readonly lanes: number;
  readonly turns: number;
}

const load = async ({ at, out, signal }: Work, { conversations, lanes, turns }: Load): Promise<number> => {
  const crew = await assemble(at, 'load');
  const run = randomBytes(4).toString('hex');
  const times = new Map<Step, number[]>();
  const refusals = new Map<string, number>();
  const progress = new Progress(conversations, 'conversations', out.progress);
  const keys = Array.from({ length: conversations }, (_, index) => `${run}-${index}`);
  try {
    await inLanes(keys, lanes, async (key) => {
      if (signal.aborted) return;
      await mainJob(crew, { key, turns, signal }, (step, ms) => {
        const known = times.get(step) ?? [];
        times.set(step, known);
        known.push(ms);
      }).catch((error: Error) => refusals.set(error.message, (refusals.get(error.message) ?? 0) + 1));
      progress.tick();
    });
  } finally {
    crew.channel.close();
    progress.finish();
  }
  out.rows(percentiles(times));
  for (const [reason, count] of refusals) out.say(`${count} conversations failed: ${reason}`);
  return refusals.size > 0 ? 1 : 0;
};

const canary = async ({ at, out, signal }: Work): Promise<number> => {
  const crew = await assemble(at, 'canary');
  try {
    await mainJob(crew, { key: randomBytes(8).toString('hex'), turns: 4, signal }, (step, ms) =>
      out.rows([{ step, ms: round(ms) }]),
    );
    return 0;
  } catch (error) {
    out.rows([{ step: 'failed', error: error instanceof Error ? error.message : String(error) }]);
    return 1;
  } finally {
    crew.channel.close();
  }
};

const conformance = async ({ at, out, signal }: Work): Promise<number> => {
  const crew = await assemble(at, 'conformance');
  let broken = 0;
  try {
    for (const { promise, check } of promises) {
      const fault = await check({ at, crew, signal }).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      broken += fault === undefined ? 0 : 1;
      out.rows([{ promise, kept: fault === undefined, ...(fault === undefined ? {} : { fault }) }]);
    }
  } finally {
    crew.channel.close();
  }
  out.say(`${promises.length - broken} of ${promises.length} promises are kept`);
  return broken === 0 ? 0 : 1;
};

/** `load`, `canary`, `conformance`: the main job, many times or once, through the public API; and what every installation promises. */
export const registerLoad: Register = (program, perform) => {
  program
    .command('load')
    .description('drives conversations that are monitored, and prints how long each step took (ms)')
    .option('--conversations <n>', 'how many', amount, 20)
    .option('--lanes <n>', 'how many at a time', amount, 4)
    .option('--turns <n>', 'messages of each while it is monitored', amount, 10)
    .action((flags: Load) => perform((work) => load(work, flags)));
  program
    .command('canary')
    .description('does the main job once: a customer writes, a supervisor reads along')
    .action(() => perform(canary));
  program
    .command('conformance')
    .description('checks what every installation promises, through the public API alone')
    .action(() => perform(conformance));
};
