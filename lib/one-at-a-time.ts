import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Takes the lock file unless someone who is alive has it. */
const take = (path: string): boolean => {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

const holder = (path: string): number => {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
};

/**
 * Runs the work while no other process on this machine runs work of the same lock file, so that processes that need
 * the same output wait for one of them to make it. A lock whose holder has died is taken over.
 */
export const oneAtATime = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true });
  while (!take(path)) {
    const pid = holder(path);
    if (pid > 0 && !alive(pid)) rmSync(path, { force: true });
    await wait(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};
