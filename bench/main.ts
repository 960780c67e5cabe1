import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { exceeded, readBudgets } from './budgets.ts';
import { describeMachine } from './machine.ts';
import { openWorkbench } from './open-workbench.ts';
import type { Row } from './row.ts';
import { sections } from './sections.ts';
import { projectRoot } from './sources.ts';
import { table } from './table.ts';

const flags = new Command('bench')
  .description('Measures Binocular on this machine and holds it to bench/budgets.json.')
  .option('--only <name>', `one section: ${sections.map(({ name }) => name).join(', ')}`)
  .option('--quick', 'fewer repetitions and fewer bundles; writes no result', false)
  .option('--out <file>', 'where the result goes, instead of bench/results/<date>.json')
  .parse()
  .opts<{ only?: string; quick: boolean; out?: string }>();

const chosen = sections.filter(({ name }) => flags.only === undefined || flags.only === name);
if (chosen.length === 0) throw new Error(`no section is called ${flags.only}`);

const startedAt = performance.now();
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0).padStart(4);
const progress = (line: string) => process.stderr.write(`${seconds()} s  ${line}\n`);
const print = (text: string) => process.stdout.write(`${text}\n`);

const machine = describeMachine();
const configuration = { quick: flags.quick, ...(flags.only === undefined ? {} : { only: flags.only }) };
print(`machine        ${JSON.stringify(machine)}`);
print(`configuration  ${JSON.stringify(configuration)}`);

const budgets = readBudgets();
const results: Record<string, { about: string; rows: readonly Row[] }> = {};
const faults: string[] = [];
const bench = openWorkbench(flags.quick, progress);
try {
  for (const section of chosen) {
    progress(section.name);
    const rows = await section.run(bench);
    results[section.name] = { about: section.about, rows };
    faults.push(...exceeded(budgets, section.name, rows));
    print(`\n${section.name}: ${section.about}\n${table(rows)}`);
  }
} finally {
  await bench.close();
}

const date = new Date().toISOString().slice(0, 10);
const whole = !flags.quick && flags.only === undefined;
const file = flags.out ?? (whole ? join(projectRoot, 'bench/results', `${date}.json`) : undefined);
if (file !== undefined) {
  const result = { date, machine, configuration, sections: results, exceeded: faults };
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  progress(`written to ${file}`);
}
progress('done');
print(faults.length === 0 ? '\nEvery budget is kept.' : `\nOver budget:\n  ${faults.join('\n  ')}`);
process.exitCode = faults.length === 0 ? 0 : 1;
