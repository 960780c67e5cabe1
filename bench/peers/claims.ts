import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { dynamoDBLockClientFactory } from '@deliveryhero/dynamodb-lock';
import AWS from 'aws-sdk';
import { FailOpen, type Lock } from 'dynamodb-lock-client';
import { createTables } from '../../local/engine/create-tables.ts';
import { startEngine } from '../../local/engine/start-engine.ts';
import { Failure } from '../../src/domain/shared/failure.ts';
import { meter } from '../../test/support/capacity.ts';
import type { Row } from '../row.ts';
import { claim, conversation, monitored, rival, supervisor } from '../units/actors.ts';
import { openWorld } from '../units/world.ts';
import { meteredV2 } from './meter-v2.ts';

/** How long a lease of the peers lives here, ms: a loser waits for it, so it is short. Ours lives for a minute. */
const leaseMs = 600;

const lockTables = {
  Locks: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  },
  Groups: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: ['lockId', 'lockGroup'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'lockId', KeyType: 'HASH' },
        { AttributeName: 'lockGroup', KeyType: 'RANGE' },
      ],
    },
  },
} as const;

/** What one way of claiming takes, and what it leaves to its caller. */
interface Figures {
  readonly requests: number;
  readonly writes: number;
  readonly reads: number;
  readonly lostRequests: number;
  readonly lostWrites: number;
  readonly lostReads: number;
  /** How long the loser waits for an answer, in leases of the holder. */
  readonly loserWaitsLeases: number;
  readonly loserLearns: string;
  readonly fencing: string;
  /** Whether a holder who was paused for longer than its lease still counts as one beside the next. */
  readonly twoHolders: string;
}

const leases = (from: number): number => Math.round(((performance.now() - from) / leaseMs) * 10) / 10;

/** Ours: a claim with all that it reads and writes beside the head. */
const ours = async (): Promise<Figures> => {
  const world = await openWorld();
  try {
    const won = await conversation(world);
    world.cost.reset();
    await claim(world.deps, supervisor, won);
    const first = { requests: world.cost.calls.length, writes: world.cost.writes, reads: world.cost.reads };
    const held = await monitored(world);
    world.cost.reset();
    const refusal: unknown = await claim(world.deps, rival, held).catch((error: unknown) => error);
    if (!(refusal instanceof Failure)) throw new Error('the claim was not lost');
    return {
      ...first,
      lostRequests: world.cost.calls.length,
      lostWrites: world.cost.writes,
      lostReads: world.cost.reads,
      loserWaitsLeases: 0,
      loserLearns: Object.keys(refusal.params).join(' '),
      fencing: 'in the condition of every effect',
      twoHolders: 'no: a stale fence is refused',
    };
  } finally {
    await world.stop();
  }
};

const acquired = (client: FailOpen, id: string): Promise<Lock> =>
  new Promise((resolve, reject) => {
    client.acquireLock(id, (error, lock) => (lock === undefined ? reject(error) : resolve(lock)));
  });

const lockClient = async (endpoint: string): Promise<Figures> => {
  const { dynamodb, cost } = meteredV2(endpoint);
  const config = {
    dynamodb: new AWS.DynamoDB.DocumentClient({ service: dynamodb }),
    lockTable: 'Locks',
    partitionKey: 'id',
    leaseDurationMs: leaseMs,
    trustLocalTime: true,
    retryCount: 0,
  };
  const beating = new FailOpen({ ...config, heartbeatPeriodMs: leaseMs / 4 });
  const held = randomUUID();
  const holder = await acquired(beating, held);
  const alone = randomUUID();
  cost.reset();
  const paused = await acquired(new FailOpen(config), alone);
  const first = { requests: cost.requests, writes: cost.writes, reads: cost.reads };
  // Another client, so that the holder's heartbeats are not counted.
  const other = meteredV2(endpoint);
  const rivals = new FailOpen({
    ...config,
    dynamodb: new AWS.DynamoDB.DocumentClient({ service: other.dynamodb }),
  });
  const from = performance.now();
  const lost: unknown = await acquired(rivals, held).catch((error: unknown) => error);
  const waited = leases(from);
  const next = await acquired(rivals, alone);
  await new Promise<void>((resolve) => holder.release(() => resolve()));
  return {
    ...first,
    lostRequests: other.cost.requests - 2,
    lostWrites: other.cost.writes - 1,
    lostReads: other.cost.reads - 1,
    loserWaitsLeases: waited,
    loserLearns: String((lost as { code?: string }).code ?? 'nothing'),
    fencing: `a token (${paused.fencingToken}, then ${next.fencingToken}), for its caller to check`,
    twoHolders: 'yes: the paused one is told nothing until its next heartbeat',
  };
};

const deliveryHero = async (endpoint: string): Promise<Figures> => {
  const connect = () => {
    const client = new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    const document = DynamoDBDocument.from(client, { marshallOptions: { removeUndefinedValues: true } });
    const config = { tableName: 'Groups', partitionKey: 'lockId', sortKey: 'lockGroup' };
    return { client, cost: meter(document), locks: dynamoDBLockClientFactory(document, config) };
  };
  const [one, two] = [connect(), connect()];
  try {
    const options = {
      leaseDurationInMs: leaseMs,
      trustLocalTime: true,
      waitDurationInMs: leaseMs,
      prolongEveryMs: leaseMs / 4,
      maxRetryCount: 1,
    };
    const [held, alone] = [randomUUID(), randomUUID()];
    const holder = await one.locks.lock('bench', held, options);
    one.cost.reset();
    const paused = await one.locks.lock('bench', alone, { ...options, prolongLeaseEnabled: false });
    const first = { requests: one.cost.calls.length, writes: one.cost.writes, reads: one.cost.reads };
    const from = performance.now();
    const lost: unknown = await two.locks.lock('bench', held, options).catch((error: unknown) => error);
    const waited = leases(from);
    const { calls, writes, reads } = two.cost;
    const figures = { lostRequests: calls.length, lostWrites: writes, lostReads: reads };
    const next = await two.locks.lock('bench', alone, { ...options, prolongLeaseEnabled: false });
    const both = paused.isAcquired && next.isAcquired;
    await one.locks.releaseLock(holder);
    return {
      ...first,
      ...figures,
      loserWaitsLeases: waited,
      loserLearns: lost instanceof Error ? lost.constructor.name : 'nothing',
      fencing: 'none',
      twoHolders: both ? 'yes: both locks say that they are acquired' : 'no',
    };
  } finally {
    for (const { client } of [one, two]) client.destroy();
  }
};

/** What a claim takes, beside two published locks on the same engine. */
export const compareClaims = async (): Promise<readonly Row[]> => {
  const engine = await startEngine();
  try {
    await createTables({ endpoint: engine.endpoint, resources: lockTables });
    const rows: readonly (readonly [string, Figures])[] = [
      ['claim: binocular', await ours()],
      ['claim: dynamodb-lock-client 0.7.3', await lockClient(engine.endpoint)],
      ['claim: @deliveryhero/dynamodb-lock 2.0.0', await deliveryHero(engine.endpoint)],
    ];
    return rows.map(([name, figures]) => ({ name, figures: { ...figures } }));
  } finally {
    await engine.stop();
  }
};
