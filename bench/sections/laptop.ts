import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCast } from '../local/cast.ts';
import { startAsCommand } from '../local/first-start.ts';
import { cpuMsOf, residentOf } from '../resident.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { copySources } from '../sources.ts';
import { round } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';

const conversations = 32;
const warmUps = 3;

/** Agents' messages in a closed loop, and what one takes of the processors in each process. */
const underLoad = async (url: string, pid: number, ms: number): Promise<Row> => {
  const cast = await openCast(url);
  const talks = await Promise.all(Array.from({ length: conversations }, () => cast.talk()));
  for (let i = 0; i < warmUps; i += 1) await Promise.all(talks.map((talk) => talk.say()));
  const before = {
    runtime: cpuMsOf(pid, 'own'),
    engine: cpuMsOf(pid, 'children'),
    driver: process.cpuUsage(),
  };
  const began = performance.now();
  let count = 0;
  await Promise.all(
    talks.map(async (talk) => {
      for (; performance.now() - began < ms; count += 1) await talk.say();
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before.driver);
  return {
    name: `agent messages, ${conversations} conversations at a time`,
    figures: {
      perSecond: round(count / seconds, 1),
      residentMb: Math.round(residentOf(pid)),
      runtimeCpuMs: round((cpuMsOf(pid, 'own') - before.runtime) / count, 2),
      engineCpuMs: round((cpuMsOf(pid, 'children') - before.engine) / count, 2),
      driverCpuMs: round((user + system) / 1000 / count, 2),
    },
  };
};

const run = async (bench: Workbench): Promise<readonly Row[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-laptop-'));
  try {
    const root = join(dir, 'copy');
    mkdirSync(root);
    copySources(root);
    bench.progress('a first start');
    const first = await startAsCommand(root);
    await first.stop();
    bench.progress('the next start');
    const next = await startAsCommand(root);
    try {
      await pause(3_000);
      const rest = residentOf(next.pid);
      bench.progress('messages');
      return [
        { name: 'first start', figures: { seconds: round(first.seconds, 1) } },
        { name: 'next start', figures: { seconds: round(next.seconds, 1) } },
        { name: 'at rest', figures: { residentMb: Math.round(rest) } },
        await underLoad(next.url, next.pid, bench.quick ? 5_000 : 20_000),
      ];
    } finally {
      await next.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** What a laptop's runtime takes: to start, at rest and under load. */
export const laptop: Section = {
  name: 'laptop',
  about:
    'The runtime as `npm start` starts it in a fresh copy, page included: seconds until it serves, resident memory of all its ' +
    'processes, and, in a closed loop with the driver on the same machine, processor time of one message in the runtime ' +
    '(gateway and environments), the engine and the driver.',
  run,
};
