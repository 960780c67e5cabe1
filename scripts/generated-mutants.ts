import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { sourceFolders, sourceGraph } from '../test/architecture/source-graph.ts';
import { fastTests } from '../test/mutants/fast-tests.ts';
import { type GeneratedMutant, mutantsOf } from '../test/mutants/generate-mutants.ts';
import { seeded } from '../test/simulation/random.ts';
import type { Alive, Task, Verdict } from './mutant-worker.ts';

type Fate = 'killed' | 'broken' | 'hangs' | 'SURVIVED';

interface Row {
  readonly id: string;
  readonly fate: Fate;
  readonly by: string;
}

const root = resolve(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const options = new Command()
  .name('mutants:generated')
  .description('Changes the code in generated places, a sample of them, and asks the fast tests to notice.')
  .option('--sample <n>', 'how many mutants', '100')
  .option('--seed <n>', 'which: the same seed draws the same sample', '1')
  .option('--only <text>', 'of files whose paths contain this', '')
  .option('--minutes <n>', 'ends after so long; a later run of the same report goes on', '600')
  .option('--seconds <n>', 'a mutant under which one file of tests takes longer hangs', '240')
  .option('--report <file>', 'what is known already, and goes on from there', '.build/generated-mutants.json')
  .parse()
  .opts<Record<'sample' | 'seed' | 'only' | 'minutes' | 'seconds' | 'report', string>>();

const graph = sourceGraph(sourceFolders);
const tests = fastTests(graph);
const all = graph
  .filter(({ path }) => /^src\/(domain|adapters\/dynamodb)\//.test(path) && path.includes(options.only))
  .flatMap(({ path, text }) => mutantsOf(path, text));

/** As many as asked for, each as likely as every other. */
const sampled = (): readonly GeneratedMutant[] => {
  const random = seeded(Number(options.seed));
  const left = [...all];
  return Array.from({ length: Math.min(Number(options.sample), all.length) }, () =>
    left.splice(random.below(left.length), 1),
  ).flat();
};

let worker: ChildProcess | undefined;

const answer = (from: ChildProcess): Promise<Verdict | undefined> =>
  new Promise((done) => {
    const settle = (verdict?: Verdict): void => {
      clearTimeout(limit);
      from.removeAllListeners();
      done(verdict);
    };
    const limit = setTimeout(settle, Number(options.seconds) * 1000);
    from.on('message', (said: Verdict | Alive) => {
      if ('alive' in said) limit.refresh();
      else settle(said);
    });
    from.once('exit', () => settle());
  });

const stop = (): void => {
  if (worker?.pid !== undefined && worker.exitCode === null) process.kill(-worker.pid, 'SIGKILL');
  worker = undefined;
};

/** What becomes of a mutant; one that never answers ends with its worker. */
const ask = async (task: Task): Promise<Verdict | undefined> => {
  if (worker === undefined) {
    worker = fork(join(root, 'scripts/mutant-worker.ts'), {
      cwd: root,
      detached: true,
      execArgv: ['--no-warnings', '--import', 'tsx'],
      stdio: 'ignore',
    });
    await answer(worker);
  }
  worker.send(task);
  const verdict = await answer(worker);
  if (verdict === undefined) stop();
  return verdict;
};

const fateOf = (verdict: Verdict | undefined): Pick<Row, 'fate' | 'by'> => {
  if (verdict === undefined) return { fate: 'hangs', by: `no answer within ${options.seconds} s` };
  if (verdict.red !== undefined) return { fate: 'killed', by: verdict.red };
  return verdict.broken === undefined ? { fate: 'SURVIVED', by: '' } : { fate: 'broken', by: verdict.broken };
};

const report = resolve(root, options.report);
const rows: Row[] = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Row[]) : [];
const known = new Map(rows.map((row) => [row.id, row]));
const chosen = sampled();
const until = Date.now() + Number(options.minutes) * 60_000;
process.once('exit', stop);
mkdirSync(dirname(report), { recursive: true });

const waiting = chosen.filter(({ id }) => !known.has(id));
say(`${chosen.length} of ${all.length} mutants, ${waiting.length} to meet`);
for (const [index, mutant] of waiting.entries()) {
  if (Date.now() > until) break;
  const own = tests.get(mutant.file) ?? [];
  const row = { id: mutant.id, ...fateOf(own.length === 0 ? {} : await ask({ mutant, tests: own })) };
  known.set(row.id, row);
  writeFileSync(report, JSON.stringify([...known.values()], null, 1));
  say(`${index + 1} of ${waiting.length}  ${row.fate}  ${row.id.replaceAll(/\s+/g, ' ').slice(0, 140)}`);
}
stop();

const met = chosen.flatMap(({ id }) => known.get(id) ?? []);
const of = (fate: Fate): readonly Row[] => met.filter((row) => row.fate === fate);
say('');
for (const { id } of of('SURVIVED')) say(`SURVIVED  ${id.replaceAll(/\s+/g, ' ')}`);
const noticed = met.length - of('SURVIVED').length;
say(
  `\n${noticed} of ${met.length} noticed (${((100 * noticed) / Math.max(1, met.length)).toFixed(1)} %): ` +
    `${of('killed').length} by a test, ${of('broken').length} by a file that cannot be loaded, ` +
    `${of('hangs').length} by hanging; sample ${chosen.length} of ${all.length}, seed ${options.seed}`,
);
