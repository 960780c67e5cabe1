import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint } from '../fingerprint.ts';
import { runChild } from '../run-child.ts';

/** What the page is made from. */
const sources = ['console', 'client', 'src/contract', 'package-lock.json'];

/**
 * Builds the console into `console/dist`, unless nothing it is made from changed since the last time.
 *
 * @param onBuild told before a build, which takes some seconds
 * @returns the folder of the built files
 * @throws with what the build printed when it fails
 */
export const buildConsole = async ({
  root,
  signal,
  onBuild = () => {},
}: {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly onBuild?: () => void;
}): Promise<string> => {
  const dir = join(root, 'console/dist');
  const marker = join(root, '.build/console-fingerprint');
  const print = fingerprint(root, sources);
  const upToDate =
    existsSync(join(dir, 'index.html')) && existsSync(marker) && readFileSync(marker, 'utf8') === print;
  if (upToDate) return dir;
  onBuild();
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'console/vite.config.ts');
  await runChild([vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: root,
    // A test's own NODE_ENV would bundle React as it is for development: twice the size, each effect run twice.
    env: { ...process.env, NODE_ENV: 'production' },
    signal,
    failure: 'The build of the console failed:',
  });
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, print);
  return dir;
};
