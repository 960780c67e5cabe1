import { randomBytes } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { createCast } from './cast.ts';
import { Progress } from './progress.ts';
import { answer } from './providers/provider-answers.ts';
import { providersCustomers } from './providers/providers-customers.ts';
import { startStandIn } from './providers/stand-in.ts';
import { readConversations } from './read-conversations.ts';
import { replay } from './replay.ts';
import { spokenTurns } from './spoken-turns.ts';

interface Flags {
  readonly url: string;
  readonly tenant: string;
  readonly speed: number;
  readonly lanes: number;
  readonly limit?: number;
  readonly monitor: number;
  readonly verify: boolean;
  readonly guests: number;
  readonly files?: number;
  readonly providers?: string;
}

const number = (least: number, most: number, whole: boolean) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value)))
    throw new InvalidArgumentError(`${whole ? 'a whole number' : 'a number'} from ${least} to ${most}`);
  return value;
};

const command = new Command('replay')
  .description('Plays a file of conversations through the public API of a running system.')
  .argument('<file>', 'one conversation a line, as docs/replay.md describes')
  .option('--url <url>', 'where the system serves', 'http://127.0.0.1:4510')
  .option('--tenant <id>', 'the tenant to play in', 'acme')
  .option('--speed <times>', 'times faster than recorded; 0 waits for nothing', number(0, 1e6, false), 0)
  .option('--lanes <n>', 'conversations at a time', number(1, 500, true), 8)
  .option('--limit <n>', 'at most so many conversations', number(1, 1e9, true))
  .option('--monitor <part>', 'the part of the conversations that is monitored', number(0, 1, false), 0)
  .option('--verify', 'reads transcripts and panels back and compares them', false)
  .option('--guests <n>', 'plays at most so many of web messaging by the guest API', number(0, 1e9, true), 0)
  .option('--files <n>', 'a file with every n-th message of agents and guests', number(1, 1e9, true))
  .option(
    '--providers <url>',
    'stands in at this address of this machine for Twilio, Meta and open webhooks, where the system sends theirs: ' +
      'npm start -- --loopback-providers <url>',
  )
  .parse();

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());

const requireServed = async (url: string): Promise<void> => {
  const answer = await fetch(`${url}/dev/health`, { signal: interrupted.signal }).catch(() => undefined);
  if (answer?.ok !== true)
    throw new Error(`Nothing serves at ${url}: start it with npm start, or give --url`);
};

const run = async (file: string, flags: Flags): Promise<boolean> => {
  const conversations = await readConversations(file, flags.limit);
  const total = conversations.reduce((sum, { turns }) => sum + spokenTurns(turns).length, 0);
  process.stderr.write(`${conversations.length} conversations, ${total} messages\n`);
  const { signal } = interrupted;
  const url = flags.url.replace(/\/$/, '');
  await requireServed(url);
  const progress = new Progress(total, 'messages', process.stderr);
  const started = performance.now();
  const { tenant: tenantId, providers } = flags;
  const cast = createCast(url, tenantId, signal);
  const standIn =
    providers === undefined ? undefined : await startStandIn(answer, Number(new URL(providers).port));
  const tally = await replay({
    conversations,
    cast,
    ...(standIn === undefined
      ? {}
      : { customers: providersCustomers({ url, tenantId, cast, standIn, signal }) }),
    run: randomBytes(4).toString('hex'),
    speed: flags.speed,
    lanes: flags.lanes,
    monitor: flags.monitor,
    verify: flags.verify,
    guests: { url, tenantId, most: flags.guests },
    ...(flags.files === undefined ? {} : { fileEvery: flags.files }),
    signal,
    onStored: () => progress.tick(),
  }).finally(() => standIn?.stop());
  const seconds = (performance.now() - started) / 1000;
  progress.finish();
  for (const fault of tally.faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`${tally.summary(seconds).join('\n')}\n`);
  return tally.sound;
};

try {
  const sound = await run(command.args[0] ?? '', command.opts<Flags>());
  process.exitCode = interrupted.signal.aborted ? 130 : sound ? 0 : 1;
} catch (error) {
  if (!interrupted.signal.aborted) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`);
  }
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
}
