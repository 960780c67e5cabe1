import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The runtime as `npm start` starts it, in a copy of the project. */
export interface Started {
  readonly url: string;
  readonly pid: number;
  /** From the command to the line that says where it serves. */
  readonly seconds: number;
  stop(): Promise<void>;
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
};

/** Starts it, without conversations of its own. @throws when it ends before it serves */
export const startAsCommand = async (root: string): Promise<Started> => {
  const began = performance.now();
  const args = [
    '--no-warnings',
    '--import',
    'tsx',
    'local/main.ts',
    '--in-memory',
    '--no-demo',
    '--port',
    '0',
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Binocular serves (\S+)/.exec(line)?.[1];
    if (url === undefined || child.pid === undefined) continue;
    child.stdout.resume();
    const seconds = (performance.now() - began) / 1000;
    return { url, pid: child.pid, seconds, stop: () => end(child) };
  }
  throw new Error('the local runtime ended before it served');
};
