import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Command } from 'commander';
import { build } from 'esbuild';
import { eachGeneration, freshSeeds, seedsFrom, worldOf } from '../test/simulation/generate.ts';
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
  const shortest = await shrink({ ...worldOf(seed), steps: taken }, violation.invariant);
  say(`the shortest history found has ${shortest.steps.length} steps:`);
  for (const line of await tell(shortest)) say(`  ${line}`);
  say(`replay: npm run simulate -- --seed ${seed} --steps ${steps}`);
  return false;
};

interface Sweep {
  readonly seeds: Iterator<number>;
  readonly total: number;
  readonly steps: number;
  readonly workers: number;
  /** Gives out no further seed after the first that breaks. */
  readonly stopAtFirst: boolean;
  /** The command that plays the rest, from a seed on. */
  readonly goOn?: (seed: number, rest: number) => string;
}

/** The worker as one script: what the loader for TypeScript puts around each function costs an eighth of its time. */
const bundleWorker = async (): Promise<string> => {
  const entryPoints = [fileURLToPath(new URL('./simulate-worker.ts', import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, platform: 'node', write: false });
  return outputFiles[0]?.text ?? '';
};

/** Plays seeds side by side, with progress; answers those that broke something. */
const sweep = async ({
  seeds,
  total,
  steps,
  workers,
  stopAtFirst,
  goOn,
}: Sweep): Promise<readonly Done[]> => {
  const code = await bundleWorker();
  const started = Date.now();
  const playing = new Set<number>();
  const broken: Done[] = [];
  const every = Math.max(500, Math.ceil(total / 200));
  let given = 0;
  let done = 0;
  let seen = 0;
  const progress = (): void => {
    const seconds = (Date.now() - started) / 1000;
    const rest = seconds > 20 ? `, about ${Math.ceil(((total - done) * seconds) / done / 60)} min left` : '';
    say(
      `${done} of ${total} histories, ${seen} observations, ${broken.length} broken, ${seconds.toFixed(0)} s${rest}`,
    );
    // Every seed before the lowest that is being played has been played.
    if (goOn !== undefined && done < total) say(`  goes on: ${goOn(Math.min(...playing), total - done)}`);
  };
  return new Promise((resolve, reject) => {
    const all = Array.from(
      { length: workers },
      () =>
        new Worker(code, {
          eval: true,
          workerData: { steps },
          execArgv: [],
          resourceLimits: { maxYoungGenerationSizeMb: 128 },
        }),
    );
    const finish = (): void => {
      progress();
      for (const one of all) void one.terminate();
      resolve(broken);
    };
    for (const worker of all) {
      const give = (): void => {
        const next = stopAtFirst && broken.length > 0 ? undefined : seeds.next();
        if (next === undefined || next.done) return;
        given += 1;
        playing.add(next.value);
        worker.postMessage(next.value);
      };
      worker.on('error', reject);
      worker.on('message', (result: Done) => {
        done += 1;
        playing.delete(result.seed);
        seen += result.seen;
        if (result.message !== undefined) {
          broken.push(result);
          say(`seed ${result.seed} breaks: ${result.message}`);
        }
        give();
        if (done === given) finish();
        else if (done % every === 0) progress();
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
  .option('--seeds <a..b>', 'a range of seeds, b not included, each in every generation', '0..1000')
  .option('--fresh <n>', 'as many histories that nobody has played, up to the first that breaks something')
  .option('--from <seed>', 'where fresh histories begin: a run that was cut short goes on')
  .option('--steps <n>', 'steps of each history before everything comes to rest', String(usualSteps))
  .option('--workers <n>', 'histories played side by side', String(availableParallelism()))
  .parse()
  .opts<{ seed?: string; seeds: string; fresh?: string; from?: string; steps: string; workers: string }>();

/** What the options ask for, where it is more than one seed. */
const wanted = (): Sweep => {
  const common = { steps: Number(options.steps), workers: Math.max(1, Number(options.workers)) };
  if (options.fresh !== undefined) {
    const total = Number(options.fresh);
    const seeds = options.from === undefined ? freshSeeds(total) : seedsFrom(Number(options.from), total);
    const goOn = (seed: number, rest: number) => `npm run simulate -- --fresh ${rest} --from ${seed}`;
    return { ...common, seeds, total, stopAtFirst: true, goOn };
  }
  const [from = 0, to = 0] = options.seeds.split('..').map(Number);
  const seeds = Array.from({ length: to - from }, (_, i) => eachGeneration(from + i)).flat();
  return { ...common, seeds: seeds.values(), total: seeds.length, stopAtFirst: false };
};

if (options.seed === undefined) {
  const plan = wanted();
  const broken = await sweep(plan);
  const first = [...broken].sort((a, b) => a.seed - b.seed)[0];
  if (first !== undefined) await explain(first.seed, plan.steps);
  process.exitCode = broken.length === 0 ? 0 : 1;
} else process.exitCode = (await explain(Number(options.seed), Number(options.steps))) ? 0 : 1;
