import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { loadAssembly } from '../local/template/load-assembly.ts';
import { quotaUses } from './cloud/quotas.ts';

/** The part of a quota from which on a stack is told of, before it is too late. */
const near = 0.8;

const root = resolve(import.meta.dirname, '..');
const assembly = join(root, 'cdk.out');

const run = (command: string, ...args: readonly string[]): number | undefined => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  return error === undefined ? (status ?? 1) : undefined;
};

// Synthesis ends with a code other than 0 where a finding of the AWS Solutions rules has no reason beside it
// (lib/acknowledgements.ts), and validates the templates.
const synthesized = run('npm', 'run', '--silent', 'synth');
if (synthesized !== 0) process.exit(synthesized ?? 1);

const stacks = new Map(loadAssembly(assembly).map(({ name, template }) => [name, template]));
const uses = quotaUses(stacks);
const over = uses.filter(({ used, limit }) => used > limit);
for (const { stack, what, used, limit, by } of uses.filter((use) => use.used >= near * use.limit))
  process.stdout.write(`${used > limit ? 'over' : 'near'}: ${stack}: ${used} of ${limit} ${what} (${by})\n`);

const linted = run(
  'cfn-lint',
  '--non-zero-exit-code',
  'error',
  ...[...stacks.keys()].map((name) => join(assembly, `${name}.template.json`)),
);
if (linted === undefined)
  process.stdout.write('cfn-lint is not installed here and was left out (pip install cfn-lint)\n');

const largest = Math.max(...[...stacks.values()].map(({ Resources = {} }) => Object.keys(Resources).length));
process.stdout.write(
  `${stacks.size} stacks, ${uses.length} uses of quotas, ${over.length} over; ${largest} resources in the largest\n`,
);
process.exitCode = over.length > 0 || (linted ?? 0) > 0 ? 1 : 0;
