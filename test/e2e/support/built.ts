import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from '../../../lib/one-at-a-time.ts';
import { buildConsole } from '../../../local/console/build-console.ts';
import { synth } from '../../../local/synth.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = `${root}.build/`;
const { signal } = new AbortController();

/** Where the built page lies, once it is built. */
export const consoleDir = `${root}console/dist`;

/** The assembly that tests serve, synthesized anew where it is stale. */
export const synthesized = async (): Promise<string> => {
  mkdirSync(build, { recursive: true });
  const assemblyDir = `${build}test-assembly`;
  await oneAtATime(`${build}test-assembly.lock`, () => synth({ root, assemblyDir, signal }));
  return assemblyDir;
};

/** The folder of the console's files, built anew where they are stale. */
export const builtConsole = (): Promise<string> =>
  oneAtATime(`${build}console.lock`, () => buildConsole({ root, signal }));
