import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Broken variants of the model: each must be caught, or the model proves nothing. */
const variants = ['CLAIM_ANYWAY', 'NO_FENCE', 'NO_EXPIRY', 'SEEN_GOES_BACK'];

const model = resolve(import.meta.dirname, '../formal/lease.pml');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const run = (cwd: string, command: string, args: readonly string[]): string => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error !== undefined || status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stdout + stderr}`);
  return stdout;
};

const isInstalled = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

/** Explores every interleaving of one variant; answers the number of errors and of states. */
const explore = (variant: string | undefined): { readonly errors: number; readonly states: string } => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-model-'));
  try {
    run(dir, 'spin', [...(variant === undefined ? [] : [`-D${variant}`]), '-a', model]);
    run(dir, 'cc', ['-O2', '-DSAFETY', '-w', '-o', 'pan', 'pan.c']);
    // -E: a blocked process is not an error here, most only wait for what must never come.
    const report = run(dir, './pan', ['-m20000', '-E']);
    return {
      errors: Number(/errors: (\d+)/.exec(report)?.[1]),
      states: /([\d.e+]+) states, stored/.exec(report)?.[1] ?? '?',
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
};

const missing = ['spin', 'cc'].filter((command) => !isInstalled(command));
if (missing.length > 0) {
  say(`SKIPPED: the lease model is not checked, for ${missing.join(' and ')} is not installed.`);
  say('Install it with: apt-get install spin gcc   (or: brew install spin)');
  // On a build server a check that did not happen is a failure.
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  const { errors, states } = explore(undefined);
  say(`lease: ${states} states explored, ${errors === 0 ? 'every invariant holds' : 'an invariant breaks'}`);
  const uncaught = variants.filter((variant) => {
    const caught = explore(variant).errors > 0;
    say(`broken variant ${variant}: ${caught ? 'caught' : 'NOT CAUGHT'}`);
    return !caught;
  });
  process.exitCode = errors === 0 && uncaught.length === 0 ? 0 : 1;
}
