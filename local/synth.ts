import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { runChild } from './run-child.ts';

/** What the assembly is made from. */
const sources = ['lib', 'src', 'functions', 'widget', 'cli', 'client', 'package-lock.json', 'cdk.json'];
const app = 'lib/app.ts';

/**
 * Synthesizes the CDK app into `assemblyDir`, unless nothing it is made from changed since the last time.
 *
 * @param signal ends a synthesis that runs
 * @param onStart told before a synthesis, which takes some seconds
 * @returns what the app said of its synthesis; undefined where there was none
 * @throws with what the app printed when it fails
 */
export const synth = async ({
  root,
  assemblyDir,
  signal,
  onStart = () => {},
}: {
  readonly root: string;
  readonly assemblyDir: string;
  readonly signal: AbortSignal;
  readonly onStart?: () => void;
}): Promise<string | undefined> => {
  const marker = join(assemblyDir, '.local-fingerprint');
  const print = fingerprint(root, sources);
  const upToDate =
    existsSync(join(assemblyDir, 'manifest.json')) &&
    existsSync(marker) &&
    readFileSync(marker, 'utf8') === print;
  if (upToDate) return undefined;
  onStart();
  const said = await runChild(['--import', 'tsx', app], {
    cwd: root,
    // Validation (the CDK's own and the AWS Solutions rules) and a stack trace for each resource are left out: they take
    // some 2 s of processor time (docs/benchmarks.md), and deployments and CI have them.
    // This machine serves the page itself: its bucket and CDN are no part of what runs here.
    env: {
      ...process.env,
      CDK_OUTDIR: assemblyDir,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({ console: false, 'aws:cdk:disable-creation-stack-traces': true }),
    },
    signal,
    failure: `Synthesis of ${app} failed:`,
  });
  writeFileSync(marker, print);
  return said;
};
