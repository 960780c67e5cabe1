import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Command } from 'commander';
import { extendedFrom, skewsOf } from '../test/simulation/generate.ts';
import { runSeed, usualSteps } from '../test/simulation/run-seed.ts';
import { shrink, tell } from '../test/simulation/shrink.ts';

interface Done {
  readonly seed: number;
  readonly seen: number;
  readonly message?: string;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Plays one seed; where it breaks an invariant, prints the shortest history that does. */
const explain = async (seed: number, steps: number): Promise<boolean> => {
  const { violation, steps: taken, seen } = await runSeed(seed, steps);
  if (violation === undefined) {
    say(`seed ${seed}: ${taken.length} steps, ${seen} observations, every invariant holds`);
    return true;
  }
  say(`seed ${seed} breaks after ${taken.length} steps: ${violation.message}\nshrinking ...`);
  const shortest = await shrink({ skews: skewsOf(seed), steps: taken }, violation.invariant);
  say(`the shortest history found has ${shortest.steps.length} steps:`);
  for (const line of await tell(shortest)) say(`  ${line}`);
  say(`replay: npm run simulate -- --seed ${seed} --steps ${steps}`);
  return false;
};

/** Plays a range of seeds, each in both generations, on every core, with progress; answers the seeds that broke something. */
const sweep = (from: number, to: number, steps: number): Promise<readonly Done[]> => {
  const workers = Array.from(
    { length: Math.max(1, cpus().length) },
    () =>
      new Worker(new URL('./simulate-worker.mjs', import.meta.url), {
        workerData: { steps },
        execArgv: ['--import', 'tsx'],
      }),
  );
  const started = Date.now();
  const broken: Done[] = [];
  const seeds = Array.from({ length: to - from }, (_, i) => [from + i, extendedFrom + from + i]).flat();
  let next = 0;
  let done = 0;
  let seen = 0;
  return new Promise((resolve, reject) => {
    for (const worker of workers) {
      const give = (): void => {
        if (next < seeds.length) worker.postMessage(seeds[next++]);
      };
      worker.on('error', reject);
      worker.on('message', (result: Done) => {
        done += 1;
        seen += result.seen;
        if (result.message !== undefined) {
          broken.push(result);
          say(`seed ${result.seed} breaks: ${result.message}`);
        }
        const seconds = (Date.now() - started) / 1000;
        if (done % 500 === 0 || done === seeds.length)
          say(
            `${done} of ${seeds.length} histories, ${seen} observations, ${broken.length} broken, ${seconds.toFixed(0)} s`,
          );
        if (done < seeds.length) return give();
        for (const one of workers) void one.terminate();
        resolve(broken);
      });
      give();
      give();
    }
  });
};

const options = new Command()
  .name('simulate')
  .description('Plays seeded histories of races and faults and holds every invariant against them.')
  .option('--seed <n>', 'one seed: replay it, and shrink it where it breaks something')
  .option('--seeds <a..b>', 'a range of seeds, b not included, each in both generations', '0..1000')
  .option('--steps <n>', 'steps of each history before everything comes to rest', String(usualSteps))
  .parse()
  .opts<{ seed?: string; seeds: string; steps: string }>();

const steps = Number(options.steps);
if (options.seed === undefined) {
  const [from = 0, to = 0] = options.seeds.split('..').map(Number);
  const broken = await sweep(from, to, steps);
  const first = [...broken].sort((a, b) => a.seed - b.seed)[0];
  if (first !== undefined) await explain(first.seed, steps);
  process.exitCode = broken.length === 0 ? 0 : 1;
} else process.exitCode = (await explain(Number(options.seed), steps)) ? 0 : 1;
