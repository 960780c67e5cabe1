import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { buildConsole } from './console/build-console.ts';
import { prepareDataDir } from './data-dir.ts';
import { consoleConfig, demoTenant } from './demo/people.ts';
import { awsPartition, type PartitionLimits } from './engine/partition-limits.ts';
import { followParent } from './follow-parent.ts';
import type { Local } from './local-options.ts';
import { nextSteps } from './next-steps.ts';
import { awsLatency } from './streams/stream-latency.ts';
import { synth } from './synth.ts';

interface Flags {
  readonly port: number;
  readonly inMemory?: boolean;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly console: boolean;
  readonly verbose?: boolean;
  readonly concurrency: number;
  readonly environments: number;
  readonly synth: boolean;
  readonly streamLatency?: 'aws';
  readonly partitions: number;
  readonly reshardSeconds?: number;
  readonly partitionLimits?: PartitionLimits;
  readonly accountConcurrency?: number;
  readonly coldStartMs?: number;
  readonly loopbackWebhooks?: boolean;
  readonly loopbackProviders?: string;
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const root = resolve(import.meta.dirname, '..');

/** A whole number of at least `least`. */
const integer = (least: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 65_535) return value;
  throw new InvalidArgumentError(`a whole number from ${least} to 65535 is needed`);
};

/** Units a second of a partition: AWS's own, or `reads,writes`. */
const partitionLimits = (text: string): PartitionLimits => {
  if (text === 'aws') return awsPartition;
  const [reads = 0, writes = 0] = text.split(',').map(Number);
  if (reads > 0 && writes > 0) return { reads, writes };
  throw new InvalidArgumentError('aws, or two numbers such as 3000,1000 are needed');
};

const flags = new Command('local')
  .description('Serves Binocular on this machine: the synthesized template with the bundles it would deploy.')
  .option('--port <number>', 'port on 127.0.0.1', integer(0), 4510)
  .addOption(new Option('--in-memory', 'keep nothing').conflicts('dataDir'))
  .option('--data-dir <dir>', 'where tables, queues and keys are kept', join(root, '.binocular'))
  .option('--no-demo', 'without demonstration conversations')
  .option('--no-console', 'the API alone, without the console')
  .option('--verbose', 'print what functions print')
  .option('--concurrency <number>', 'environments per function', integer(1), 4)
  .option('--environments <number>', 'environments of all functions together', integer(1), 28)
  .addOption(new Option('--stream-latency <whose>', 'delay stream records as AWS does').choices(['aws']))
  .option('--partitions <number>', 'partitions of each table, and shards of its stream', integer(1), 2)
  .option('--reshard-seconds <number>', 'replace the shards of streams as often', integer(1))
  .option('--partition-limits <units>', 'throttle partitions: aws, or reads,writes a second', partitionLimits)
  .option('--account-concurrency <number>', 'refuse what runs beyond so many invocations', integer(1))
  .option('--cold-start-ms <number>', 'what a cold start takes beside loading the bundle', integer(0))
  .option('--loopback-webhooks', 'let open integrations name servers of this machine')
  .option('--loopback-providers <url>', 'send what is for Twilio and Meta to a server of this machine')
  .option('--no-synth', 'serve cdk.out as it is')
  .parse()
  .opts<Flags>();

/** What a first start does takes seconds: it says so meanwhile. */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const ending = new AbortController();
let local: Local | undefined;
let ended = false;

const end = async (code: number): Promise<void> => {
  if (ended) return;
  ended = true;
  ending.abort();
  // A part that does not stop must not keep the terminal waiting; the engine ends with this process.
  setTimeout(() => process.exit(code), 3_000).unref();
  await local?.stop().catch(() => undefined);
  process.exit(code);
};

process.on('SIGINT', () => void end(130));
process.on('SIGTERM', () => void end(143));
process.on('SIGHUP', () => void end(129));
followParent(() => void end(1));

const fail = async (error: unknown): Promise<void> => {
  if (ended) return;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await end(1);
};

try {
  const dataDir = flags.inMemory ? undefined : resolve(flags.dataDir);
  if (dataDir) prepareDataDir(dataDir);
  const assemblyDir = join(root, 'cdk.out');
  const { signal } = ending;
  const synthesis =
    flags.synth &&
    synth({
      root,
      assemblyDir,
      signal,
      onStart: () => say('Bundling the functions and synthesizing the app, once after each change of it ...'),
    });
  // Nothing but the page waits for its build; a request for it is answered once it is there.
  const page = flags.console && {
    config: consoleConfig,
    dir: buildConsole({
      root,
      signal,
      onBuild: () => say('Building the console, once after each change of it; its page opens then ...'),
    }),
  };
  if (page) page.dir.catch(fail);
  // The runtime's own sources load meanwhile.
  const [{ startLocal }, told] = await Promise.all([import('./start-local.ts'), synthesis]);
  if (told) say(told);
  say('Starting the engine and the gateways ...');
  const file = dataDir ? createWriteStream(join(dataDir, 'functions.log'), { flags: 'w' }) : undefined;
  local = await startLocal({
    assemblyDir,
    port: flags.port,
    concurrency: flags.concurrency,
    environments: flags.environments,
    // The demonstration's customers send pictures that this very server keeps.
    loopbackWebhooks: flags.loopbackWebhooks === true || flags.demo,
    ...(flags.loopbackProviders ? { loopbackProviders: flags.loopbackProviders } : {}),
    ...(dataDir ? { dataDir } : {}),
    ...(flags.streamLatency ? { streamLatency: awsLatency() } : {}),
    partitions: flags.partitions,
    ...(flags.reshardSeconds ? { reshardMs: flags.reshardSeconds * 1_000 } : {}),
    ...(flags.partitionLimits ? { partitionLimits: flags.partitionLimits } : {}),
    ...(flags.accountConcurrency ? { accountConcurrency: flags.accountConcurrency } : {}),
    ...(flags.coldStartMs ? { coldStartMs: flags.coldStartMs } : {}),
    ...(page ? { console: page } : {}),
    notice: (line) => process.stderr.write(`${line}\n`),
    log: (source, line) => {
      file?.write(`${source} ${line}\n`);
      if (flags.verbose) process.stdout.write(`${source} ${line}\n`);
    },
  });
  if (ended) await local.stop();
  else {
    process.stdout.write(nextSteps(local, { hasConsole: flags.console, hasDemo: flags.demo }));
    if (!flags.demo && flags.console) {
      // The stage's customer comes in by one of these queues.
      const { url } = local;
      const [{ setUpQueues }, { createCast }] = await Promise.all([
        import('./demo/queues.ts'),
        import('./replay/cast.ts'),
      ]);
      setUpQueues(createCast(url, demoTenant, ending.signal), ending.signal, new URL(url).host).catch(
        () => undefined,
      );
    }
    if (flags.demo) {
      const { startDemo } = await import('./demo/start-demo.ts');
      startDemo({ url: local.url, signal: ending.signal }).catch((error: Error) => {
        if (!ending.signal.aborted) process.stderr.write(`The demonstration ended: ${error.message}\n`);
      });
    }
  }
} catch (error) {
  await fail(error);
}
