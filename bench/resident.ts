import { readFileSync } from 'node:fs';

const sizeOf = (pid: number, name: string): number => {
  try {
    return Number(
      new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
};

const childrenOf = (pid: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
};

/** Resident memory of a process and of all that it started from its first thread, MB; 0 where there is none (Linux). */
export const residentOf = (pid: number | undefined): number =>
  pid === undefined
    ? 0
    : sizeOf(pid, 'VmRSS') / 1024 + childrenOf(pid).reduce((sum, child) => sum + residentOf(child), 0);
