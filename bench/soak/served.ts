import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Order, Told } from './serve.ts';

/** The local runtime of a soak, in a process of its own. */
export interface Served {
  readonly url: string;
  /** Resident memory of its process and engine now, MB. */
  residentMb(): number;
  order(order: Order): void;
  stop(): Promise<void>;
}

/** Starts it, over an assembly. @throws when its process ends before it serves */
export const serveSoak = async (assemblyDir: string): Promise<Served> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'binocular-soak-'));
  const child = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [assemblyDir, dataDir], {
    execArgv: ['--no-warnings', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const [first] = (await Promise.race([
    once(child, 'message'),
    gone.then(([code]) => Promise.reject(new Error(`the local runtime ended with ${code}`))),
  ])) as [Told];
  let residentMb = first.residentMb;
  child.on('message', (told: Told) => {
    residentMb = told.residentMb;
  });
  return {
    url: first.url,
    residentMb: () => residentMb,
    order: (order) => child.send(order),
    stop: async () => {
      if (child.connected) child.disconnect();
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
