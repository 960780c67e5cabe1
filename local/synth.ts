import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { runChild } from './run-child.ts';

/** What the assembly is made from. */
const SOURCES = ['lib', 'src', 'functions', 'package-lock.json', 'cdk.json'];
const APP = 'lib/app.ts';

/**
 * Synthesizes the CDK app into `assemblyDir`, unless nothing it is made from changed since the last time.
 *
 * @param signal ends a synthesis that runs
 * @returns whether it ran
 * @throws with what the app printed when it fails
 */
export async function synth({
  root,
  assemblyDir,
  signal,
}: {
  root: string;
  assemblyDir: string;
  signal: AbortSignal;
}): Promise<boolean> {
  const marker = join(assemblyDir, '.local-fingerprint');
  const print = fingerprint(root, SOURCES);
  const upToDate =
    existsSync(join(assemblyDir, 'manifest.json')) &&
    existsSync(marker) &&
    readFileSync(marker, 'utf8') === print;
  if (upToDate) return false;

  await runChild(['--import', 'tsx', APP], {
    cwd: root,
    // The CDK's own template validation takes longer than all else; deployments and CI run it.
    env: { ...process.env, CDK_OUTDIR: assemblyDir, CDK_VALIDATION: 'false' },
    signal,
    failure: `Synthesis of ${APP} failed:`,
  });
  writeFileSync(marker, print);
  return true;
}
