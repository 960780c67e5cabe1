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

/** ms of a clock tick of Linux's accounts. */
const tickMs = 10;

const spentBy = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
};

/** Processor time that a process, or all that it started, has taken so far, ms (Linux). */
export const cpuMsOf = (pid: number, whose: 'own' | 'children'): number =>
  whose === 'own'
    ? spentBy(pid)
    : childrenOf(pid).reduce((sum, child) => sum + spentBy(child) + cpuMsOf(child, 'children'), 0);
