import { readFileSync } from 'node:fs';

/** What Linux tells of a process; nothing where it is gone. */
const accountOf = (pid: number, what: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
};

const childrenOf = (pid: number): readonly number[] =>
  accountOf(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);

/** Resident memory of a process and of all that it started from its first thread, MB; 0 where there is none (Linux). */
export const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(accountOf(pid, 'status'))?.[1] ?? 0) / 1024 +
  childrenOf(pid).reduce((sum, child) => sum + residentOf(child), 0);

/** ms of a clock tick of Linux's accounts. */
const tickMs = 10;

const spentBy = (pid: number): number => {
  const fields = accountOf(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs;
};

/** Processor time that a process, or all that it started, has taken so far, ms (Linux). */
export const cpuMsOf = (pid: number, whose: 'own' | 'children'): number =>
  whose === 'own'
    ? spentBy(pid)
    : childrenOf(pid).reduce((sum, child) => sum + spentBy(child) + cpuMsOf(child, 'children'), 0);
