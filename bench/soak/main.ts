import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import WebSocket from 'ws';
import { createClient } from '../../client/client.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { limits } from '../../src/contract/limits.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import { connectParticipant, receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import { patchPresence } from '../../src/contract/routes/users.ts';
import { openWorkbench } from '../open-workbench.ts';
import { table } from '../table.ts';
import { live, type Named, type People } from './conversation-life.ts';
import { chart, Tally } from './tally.ts';

const flags = new Command('soak')
  .description(
    'Drives a local runtime at a set rate, kills its engine, and checks the invariants from outside.',
  )
  .option('--minutes <n>', 'how long', '10')
  .option('--conversations <n>', 'conversations at once', '6')
  .option('--rate <n>', 'messages a second, all conversations together', '10')
  .parse()
  .opts<{ minutes: string; conversations: string; rate: string }>();

const print = (text: string) => process.stdout.write(`${text}\n`);
const untilMs = Number(flags.minutes) * 60_000;
const lanes = Number(flags.conversations);
const gapMs = (1000 * lanes) / Number(flags.rate);
const bench = openWorkbench(true, (line) => process.stderr.write(`${line}\n`));
const dataDir = mkdtempSync(join(tmpdir(), 'binocular-soak-'));
const { assemblyDir } = await bench.assembled();
const served = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [assemblyDir, dataDir], {
  execArgv: ['--no-warnings', '--import', 'tsx'],
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
const gone = once(served, 'exit');
const [{ url }] = (await Promise.race([
  once(served, 'message'),
  gone.then(([code]) => Promise.reject(new Error(`the local runtime ended with ${code}`))),
])) as [{ url: string }];

const persist = <T>(act: () => Promise<T>) => retrying(systemRuntime, { attempts: 40 }, act);

const named = async (tenantId: string, id: string): Promise<Named> => {
  const body = JSON.stringify({ tenantId, userId: id, name: id });
  const answer = await fetch(`${url}/dev/token`, { method: 'POST', body });
  const { access_token } = (await answer.json()) as { access_token: string };
  return { id, client: createClient({ url, token: () => access_token, fetch, WebSocket }) };
};

const peopleOf = async (): Promise<People> => {
  const tenantId = randomUUID();
  const make = (name: string) => named(tenantId, `${name}-${tenantId.slice(0, 8)}`);
  const agents = [await make('alpha'), await make('beta')] as const;
  const supervisors = [await make('gamma'), await make('delta')] as const;
  const { call } = agents[0].client;
  const queue = { params: { queueId: 'queue-1' }, body: { name: 'Queue', division: { id: 'division-1' } } };
  await persist(() => call(putQueue, queue));
  const body = { messageType: 'webmessaging', queue: { id: 'queue-1' } } as const;
  await persist(() => call(putIntegration, { params: { integrationId: 'web' }, body }));
  const available = { presenceDefinition: { systemPresence: 'Available' } } as const;
  for (const { id, client } of supervisors)
    await persist(() => client.call(patchPresence, { params: { userId: id }, body: available }));
  return { tenantId, agents, supervisors };
};

const tally = new Tally();
const tenants = [await peopleOf(), await peopleOf()];
const started = performance.now();
const isOver = () => performance.now() - started >= untilMs;

/** I7: a monitor who falls silent keeps nobody out for longer than a lease. */
const ghosts = async (people: People): Promise<void> => {
  const [first, second] = people.supervisors;
  while (performance.now() - started + limits.leaseMs + 10_000 < untilMs) {
    const body = {
      channel: { messageId: randomUUID(), from: { id: randomUUID() } },
      text: `${people.tenantId} ghost`,
    };
    const { client } = people.agents[0];
    const { conversationId } = await persist(() =>
      client.call(receiveOpenMessage, { params: { integrationId: 'web' }, body }),
    );
    const user = { id: people.agents[0].id, name: people.agents[0].id };
    const part = await client.call(connectParticipant, {
      params: { conversationId },
      body: { purpose: 'agent', user },
    });
    const params = { conversationId, participantId: part.id };
    await first.client.call(startMonitoring, { params });
    await pause(limits.leaseMs + 1_000);
    const claimed = await persist(() => second.client.call(startMonitoring, { params })).catch(
      (error: unknown) => error,
    );
    tally.count('sessions left to expire');
    if (claimed instanceof Error) tally.broken('I7', `${conversationId} is still held: ${claimed.message}`);
  }
};

const memory: number[] = [];
const residentMb = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${served.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const sample = async (): Promise<void> => {
  while (!isOver()) {
    memory.push(residentMb());
    await pause(Math.max(250, untilMs / 60));
  }
};

const kill = async (): Promise<void> => {
  await pause(untilMs * 0.4);
  served.send('kill the engine');
  tally.count('engine killed');
};

const lane = async (index: number): Promise<void> => {
  const people = tenants[index % tenants.length] as People;
  while (!isOver()) {
    try {
      await live(people, 8 + Math.floor(Math.random() * 16), gapMs, tally);
    } catch (error) {
      tally.count(`conversations cut short: ${(error as Error).message.slice(0, 60)}`);
    }
  }
};

try {
  const work = Array.from({ length: lanes }, (_, index) => lane(index));
  const others = [sample(), kill(), ghosts(tenants[0] as People)];
  await Promise.all([...work, ...others]);
  print(`\n${flags.minutes} minutes, ${lanes} conversations at once, ${flags.rate} messages a second`);
  print(table(tally.figures().map(({ what, ...figures }) => ({ name: what, figures }))));
  print('');
  for (const what of ['agent message', 'customer message', 'send to socket'])
    print(`${what.padEnd(18)}${chart(tally.overTime(what, 60))} ms`);
  if (memory.length > 0) print(`${'memory'.padEnd(18)}${chart(memory)} MB`);
  print('');
  for (const [what, count] of tally.counts) print(`${String(count).padStart(6)}  ${what}`);
  for (const violation of tally.violations) print(`broken  ${violation}`);
  print(
    tally.violations.length === 0 ? '\nNo invariant was broken.' : `\n${tally.violations.length} broken.`,
  );
  process.exitCode = tally.violations.length === 0 ? 0 : 1;
} finally {
  served.disconnect();
  await gone;
  await bench.close();
  rmSync(dataDir, { recursive: true, force: true });
}
