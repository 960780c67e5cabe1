import { spread } from '../../src/adapters/dynamodb/keys.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Assumptions } from './assumptions.ts';
import type { UnitsOf } from './costs.ts';

/** A limit of AWS in one account and Region, and what of it so many conversations use. */
export interface Pressure {
  readonly quota: string;
  readonly limit: number;
  readonly used: number;
  /** Whether AWS raises it on request; the others need another design, or a cell of their own. */
  readonly isRaisable: boolean;
  /** Whether it grows with the batches of a shard that are worked off side by side. */
  readonly isOfShards?: true;
}

/**
 * How much of each quota is used, the most pressed first.
 *
 * @param perRequest messages that one request brings; they share the head's write
 */
export const pressures = (
  conversations: number,
  a: Assumptions,
  unitsOf: UnitsOf,
  perRequest = 1,
): readonly Pressure[] => {
  const messages = conversations / a.messageSeconds;
  const requests = messages / perRequest;
  const monitored = (conversations * a.monitoredPercent) / 100;
  const pings = monitored / (limits.heartbeatMs / 1000);
  const changes = (conversations / (a.conversationMinutes * 60)) * 3;
  const pushes = (messages * a.monitoredPercent) / 100 + pings;
  const message = unitsOf('agent message, not monitored');
  const change = unitsOf('agent connects');
  const headWrites = requests + pings + changes;
  return (
    [
      {
        quota: 'API Gateway: requests, frames and pushes a second, together',
        limit: 10_000,
        used: requests + changes + 2 * pings + pushes,
        isRaisable: true,
      },
      {
        quota: 'API Gateway: new WebSocket connections a second (two-hour life)',
        limit: 500,
        used: monitored / 7_200,
        isRaisable: true,
      },
      {
        quota: 'Lambda: functions that run at a time',
        limit: 1_000,
        used: ((requests + changes + 2 * pings + pushes) * a.functionMs) / 1000,
        isRaisable: true,
      },
      {
        quota: 'DynamoDB: write units a second of the table of heads',
        limit: 40_000,
        used: headWrites,
        isRaisable: true,
      },
      {
        quota: 'DynamoDB: write units a second of the transcript',
        limit: 40_000,
        used: messages * (message.writes - 1),
        isRaisable: true,
      },
      {
        quota:
          'DynamoDB: write units a second of one key: a listing of one tenant that has all conversations',
        limit: 1_000 * spread.listing,
        used: changes * Math.min(change.streamWrites, 2),
        isRaisable: false,
      },
      {
        quota:
          'DynamoDB: write units a second of one key: the audits of one tenant that has all conversations',
        limit: 1_000,
        used: (monitored / (a.conversationMinutes * 60)) * 2,
        isRaisable: false,
      },
      {
        quota: 'Streams: changes a second that one consumer takes in, a shard for each 1,000 writes',
        limit: Math.max(1, Math.ceil(headWrites / 1_000)) * (25 / (a.batchMs / 1000)),
        used: changes,
        isRaisable: false,
        isOfShards: true,
      },
    ] satisfies readonly Pressure[]
  ).sort((x, y) => y.used / y.limit - x.used / x.limit);
};

/** Cells that so many conversations need where no quota is raised and each cell uses at most this part of one. */
export const cells = (all: readonly Pressure[], part = 0.7): number =>
  Math.max(1, ...all.map(({ used, limit }) => Math.ceil(used / (limit * part))));

/** How a design changes what breaks first. */
export interface Design {
  readonly design: string;
  /** By how much quotas that AWS raises are raised. */
  readonly raised: number;
  /** Messages that connectors and desktops send in one request. */
  readonly perRequest: number;
  /** Batches of one shard that a consumer of heads works off side by side: a head is one item, and stays in order. */
  readonly batches: number;
  /** Installations that share the conversations evenly. */
  readonly cells: number;
}

/** The designs that `npm run scale` compares. */
export const designs: readonly Design[] = [
  { design: 'one installation, quotas as they come', raised: 1, perRequest: 1, batches: 1, cells: 1 },
  { design: 'ten messages a request', raised: 1, perRequest: 10, batches: 1, cells: 1 },
  { design: 'what is raised on request, tenfold', raised: 10, perRequest: 1, batches: 1, cells: 1 },
  { design: 'and four batches of a shard side by side', raised: 10, perRequest: 1, batches: 4, cells: 1 },
  { design: 'and ten messages a request', raised: 10, perRequest: 10, batches: 4, cells: 1 },
  { design: 'ten cells, quotas as they come', raised: 1, perRequest: 1, batches: 1, cells: 10 },
];

/** What breaks first where so many conversations are in progress. */
export const breaksFirst = (
  { raised, perRequest, batches, cells: installations }: Design,
  conversations: number,
  a: Assumptions,
  unitsOf: UnitsOf,
): Pressure => {
  const inOne = pressures(conversations / installations, a, unitsOf, perRequest).map((one) => ({
    ...one,
    limit: one.limit * (one.isRaisable ? raised : one.isOfShards ? batches : 1),
  }));
  const [first] = inOne.sort((x, y) => y.used / y.limit - x.used / x.limit);
  if (first === undefined) throw new Error('no quota is known');
  return first;
};

/** Conversations in progress that a design carries before anything breaks, to a hundredth. */
export const carries = (design: Design, a: Assumptions, unitsOf: UnitsOf): number => {
  for (let size = 1_000; ; size *= 1.01) {
    const { used, limit } = breaksFirst(design, size, a, unitsOf);
    if (used > limit) return Math.round(size / 1.01 / 1_000) * 1_000;
  }
};
