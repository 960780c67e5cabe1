import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Mutant } from '../test/mutants/mutant.ts';
import { isStale, mutants } from '../test/mutants/mutants.ts';

type Fate = 'killed' | 'SURVIVED' | 'STALE';

const root = resolve(import.meta.dirname, '..');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface Report {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}

/** Runs the mutant's tests with the mutant in place, or without it. */
const runTests = (mutant: Mutant, inPlace: boolean): Report | undefined => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-mutant-'));
  const outputFile = join(dir, 'report.json');
  const args = ['run', '--config', 'test/mutants/vitest.config.ts', '--root', root, '--bail', '1'];
  const only = mutant.only === undefined ? [] : ['-t', mutant.only];
  const env = inPlace ? { ...process.env, MUTANT: JSON.stringify(mutant) } : process.env;
  spawnSync(
    join(root, 'node_modules/.bin/vitest'),
    [...args, '--reporter', 'json', '--outputFile', outputFile, ...only, ...mutant.tests],
    { cwd: root, env, stdio: 'ignore' },
  );
  try {
    return JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
  } catch {
    return undefined;
  } finally {
    rmSync(dir, { recursive: true });
  }
};

/** A test must turn red by its own assertion; a file that cannot be loaded kills nothing. */
const judge = (mutant: Mutant): { readonly fate: Fate; readonly by: string } => {
  if (isStale(mutant)) return { fate: 'STALE', by: `not once in ${mutant.file}` };
  const report = runTests(mutant, true);
  const red = report?.testResults.flatMap((file) => file.assertionResults).find((t) => t.status === 'failed');
  if (red === undefined) return { fate: 'SURVIVED', by: mutant.tests.join(' ') };
  return { fate: 'killed', by: red.title };
};

const options = new Command()
  .name('mutants')
  .description('Puts declared faults into the code, one at a time, and requires the tests to notice each.')
  .option('--short', 'the few that run on every change')
  .option('--only <text>', 'those whose names contain this')
  .parse()
  .opts<{ short?: true; only?: string }>();

const chosen = mutants.filter(
  ({ name, short }) => (options.short === undefined || short) && name.includes(options.only ?? ''),
);
const rows = chosen.map((mutant, i) => {
  const started = Date.now();
  const { fate, by } = judge(mutant);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  say(`${i + 1} of ${chosen.length}  ${fate}  ${mutant.name}  (${seconds} s)`);
  return { name: mutant.name, fate, by };
});
say('');
const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, fate, by } of rows) say(`${name.padEnd(width)}  ${fate.padEnd(8)}  ${by}`);
const killed = rows.filter(({ fate }) => fate === 'killed').length;
say(`\n${killed} of ${rows.length} mutants killed`);
process.exitCode = killed === rows.length ? 0 : 1;
