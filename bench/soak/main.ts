import { Command } from 'commander';
import { openWorkbench } from '../open-workbench.ts';
import { table } from '../table.ts';
import { runSoak } from './run-soak.ts';
import { serveSoak } from './served.ts';
import { chart, type Invariant, invariants, Tally } from './tally.ts';

const flags = new Command('soak')
  .description(
    'Drives a local runtime at a set rate, kills functions and the engine, and checks the invariants from outside.',
  )
  .option('--minutes <n>', 'how long', '10')
  .option('--conversations <n>', 'conversations at once', '6')
  .option('--rate <n>', 'messages a second, all conversations together', '10')
  .option('--function-kills <n>', 'environments of functions killed a minute', '3')
  .option('--engine-kills <n>', 'times that the engine is killed a minute', '0.4')
  .option('--assembly <dir>', 'a synthesized assembly, instead of one of the sources as they are')
  .parse()
  .opts<{
    minutes: string;
    conversations: string;
    rate: string;
    functionKills: string;
    engineKills: string;
    assembly?: string;
  }>();

const print = (text: string) => process.stdout.write(`${text}\n`);
const parts = 60;

const say = (line: string) => process.stderr.write(`${line}\n`);

const bench = openWorkbench(true, say);
const tally = new Tally();
try {
  const assemblyDir = flags.assembly ?? (await bench.assembled()).assemblyDir;
  say('starting the local runtime');
  const served = await serveSoak(assemblyDir);
  try {
    const drive = {
      ms: Number(flags.minutes) * 60_000,
      lanes: Number(flags.conversations),
      rate: Number(flags.rate),
      functionKills: Number(flags.functionKills),
      engineKills: Number(flags.engineKills),
    };
    const { residentMb } = await runSoak(served, drive, tally, say);
    print(
      `\n${flags.minutes} minutes, ${drive.lanes} conversations at once, ${drive.rate} messages a second`,
    );
    print(table(tally.figures().map(({ what, ...figures }) => ({ name: what, figures }))));
    print('');
    for (const { what } of tally.figures())
      print(`${what.padEnd(18)}${chart(tally.overTime(what, parts))} ms`);
    print(`${'memory'.padEnd(18)}${chart(residentMb)} MB`);
    print('');
    for (const [what, count] of tally.counts) print(`${String(count).padStart(6)}  ${what}`);
    print('');
    for (const [name, about] of Object.entries(invariants)) {
      const checks = tally.checks.get(name as Invariant) ?? 0;
      const broken = tally.violations.filter((violation) => violation.startsWith(`${name}:`)).length;
      print(`${name.padEnd(8)}${String(checks).padStart(6)} looks, ${broken} broken: ${about}`);
    }
    for (const violation of tally.violations) print(`broken  ${violation}`);
    print(
      tally.violations.length === 0 ? '\nNo invariant was broken.' : `\n${tally.violations.length} broken.`,
    );
    process.exitCode = tally.violations.length === 0 ? 0 : 1;
  } finally {
    await served.stop();
  }
} finally {
  await bench.close();
}
