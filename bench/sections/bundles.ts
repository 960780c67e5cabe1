import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundle, bundleOptions } from '../../lib/bundle.ts';
import { functionNames } from '../../lib/function-names.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { median, round } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';

/** The least that a function which writes to DynamoDB can load; like ours it opens its client with the first request. */
const floorSource = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
export const needs = { rights: [] };
export const handler = (put: boolean) =>
  DynamoDBDocumentClient.from(new DynamoDBClient({})).send(
    put ? new PutCommand({ TableName: 't', Item: {} }) : new UpdateCommand({ TableName: 't', Key: {} }),
  );
`;
const floorName = 'bench/floor';
/** The same without what our functions leave out of the SDK (lib/prune.ts). */
const leanName = 'bench/lean';

/** One of each kind of chain. */
const kinds = [
  'authorize/token',
  'authorize/ticket',
  'http/get-me',
  'http/send-agent-message',
  'http/receive-open-message',
  'http/receive-twilio-sms',
  'http/start-monitoring',
  'websocket/connect',
  'websocket/ping',
  'queue/deliver',
  'stream/record',
  'stream/announce',
  'stream/push',
  'schedule/sweep',
];

/** The load of the bundle, timed. */
const loader = `
const started = performance.now();
require(process.argv[1]);
process.stdout.write(String(performance.now() - started));
process.exit(0);
`;

interface Start {
  /** ms from the spawn to the exit of the process. */
  readonly process: number;
  /** ms of require alone. */
  readonly load: number;
}

const start = (args: readonly string[]): Start => {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', AWS_REGION: 'us-east-1' },
  });
  if (status !== 0) throw new Error(`${args.at(-1)} does not load: ${stderr}`);
  return { process: performance.now() - began, load: Number(stdout) };
};

/** Medians, and the least of each: other work on the machine only ever adds, so that ratios are of the least. */
const summary = (starts: readonly Start[] = []): { readonly median: Start; readonly least: Start } => {
  const of = (reduce: (values: readonly number[]) => number): Start => ({
    process: reduce(starts.map((each) => each.process)),
    load: reduce(starts.map((each) => each.load)),
  });
  return { median: of(median), least: of((values) => Math.min(...values)) };
};

const run = async (bench: Workbench): Promise<readonly Row[]> => {
  const { root } = await bench.assembled();
  mkdirSync(join(root, 'functions/bench'));
  writeFileSync(join(root, 'functions', `${leanName}.ts`), floorSource);
  const { outdir, bytes: own } = await bundle(root, [...functionNames, leanName]);
  const entryPoints = [join(root, 'functions', `${leanName}.ts`)];
  await build({ ...bundleOptions, entryPoints, outdir, entryNames: `${floorName}/index`, plugins: [] });
  const bytes: Readonly<Record<string, number>> = {
    ...own,
    [floorName]: statSync(join(outdir, floorName, 'index.js')).size,
  };
  // Below Lambda's /var/task there is no package.json that would make these files ES modules.
  const loaded = join(root, '..', 'init');
  cpSync(outdir, loaded, { recursive: true });

  const timed = bench.quick ? functionNames.filter((name) => kinds.includes(name)) : functionNames;
  const runs = 7;
  const starts = new Map<string, Start[]>();
  const time = (name: string, args: readonly string[]) =>
    starts.set(name, [...(starts.get(name) ?? []), start(args)]);
  // Round by round, so that a slow moment of the machine falls on all of them.
  for (let round = 1; round <= runs; round += 1) {
    bench.progress(`fresh processes, round ${round} of ${runs}`);
    time('bare', ['-e', '0']);
    for (const name of [floorName, leanName, ...timed])
      time(name, ['-e', loader, join(loaded, name, 'index.js')]);
  }

  const bare = summary(starts.get('bare'));
  const floor = summary(starts.get(floorName));
  const rowOf = (name: string, label: string): Row => {
    const measured = starts.has(name) ? summary(starts.get(name)) : undefined;
    return {
      name: label,
      figures: {
        bytes: bytes[name] ?? 0,
        ...(measured === undefined
          ? {}
          : {
              loadMs: round(measured.median.load, 1),
              leastLoadMs: round(measured.least.load, 1),
              loadToFloor: round(measured.least.load / floor.least.load, 2),
              processToBare: round(measured.least.process / bare.least.process, 2),
            }),
      },
    };
  };
  return [
    {
      name: 'bare node -e 0',
      figures: { processMs: round(bare.median.process, 1), leastProcessMs: round(bare.least.process, 1) },
    },
    rowOf(floorName, 'floor: the DynamoDB SDK alone'),
    rowOf(leanName, 'the same, its credentials from the environment'),
    ...functionNames.map((name) => rowOf(name, name)),
  ];
};

/** Sizes and cold loads of the functions' bundles. */
export const bundles: Section = {
  name: 'bundles',
  about:
    'Bytes of each function, and the time that a fresh process takes to load it (require), median and least, against ' +
    'a bundle of the DynamoDB SDK alone and, as a whole process, against a bare `node -e 0`; ratios are of the least, ' +
    'as other work only ever adds; rounds are interleaved.',
  run,
};
