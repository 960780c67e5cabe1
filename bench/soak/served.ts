import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkRuntime } from '../local/forked.ts';
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
  const module = new URL('./serve.ts', import.meta.url);
  const { child, told, stop } = await forkRuntime<Told>(module, [assemblyDir, dataDir]);
  let { residentMb } = told;
  child.on('message', (next: Told) => {
    residentMb = next.residentMb;
  });
  return {
    url: told.url,
    residentMb: () => residentMb,
    order: (order) => child.send(order),
    stop: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
