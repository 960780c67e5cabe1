import { usdPerMillion } from '../../bench/prices.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Assumptions } from './assumptions.ts';

/** Capacity units of an action, as bench/budgets.json holds them. */
export interface Units {
  readonly writes: number;
  readonly reads: number;
  readonly streamWrites: number;
  readonly streamReads: number;
}

/** Units by the names of bench/budgets.json. */
export type UnitsOf = (action: string) => Units;

/** Further list prices of us-east-1, from AWS's public pricing pages (November 2026); check before relying on them. */
export const usd = {
  /** arm64, a GB for a second. */
  lambdaGbSecond: 0.0000133334,
  /** DynamoDB's standard class and its point-in-time recovery, a GB for a month. */
  tableGbMonth: 0.25,
  recoveryGbMonth: 0.2,
  /** CloudWatch Logs, a GB taken in. */
  logGb: 0.5,
  /** Between two Regions of the same continent, a GB. */
  regionGb: 0.02,
  /** A million minutes of an open WebSocket. */
  socketMinutes: 0.25,
} as const;

/** One part of a price, USD. */
export interface Part {
  readonly part: string;
  readonly usd: number;
}

const memoryGb = 0.5;
const million = 1e6;
const daysPerMonth = 30;

const database = ({ writes, reads, streamWrites, streamReads }: Units): number =>
  (writes + streamWrites) * usdPerMillion.write + (reads + streamReads) * usdPerMillion.read;

const duration = (ms: number): number => million * (ms / 1000) * memoryGb * usd.lambdaGbSecond;

/** What a million messages of agents cost, part by part. */
export const perMillionMessages = (a: Assumptions, unitsOf: UnitsOf, monitored: boolean): readonly Part[] => {
  const units = unitsOf(monitored ? 'agent message, monitored' : 'agent message, not monitored');
  const authorizers = 1 / a.callsPerToken;
  const gb = (a.messageBytes * million) / 1e9;
  return [
    { part: 'REST requests', usd: usdPerMillion.restRequest },
    { part: 'preflights', usd: (usdPerMillion.restRequest * a.preflightPercent) / 100 },
    {
      part: 'functions: requests',
      usd: usdPerMillion.lambdaRequest * (1 + authorizers + (monitored ? 1 : 0)),
    },
    {
      part: 'functions: duration',
      usd: duration(a.functionMs * (1 + authorizers / 2 + (monitored ? 1 : 0))),
    },
    { part: 'database: writes and reads', usd: database(units) + authorizers * usdPerMillion.read },
    {
      part: 'database: kept and restorable',
      usd: (gb * (usd.tableGbMonth + usd.recoveryGbMonth) * a.keptDays) / daysPerMonth,
    },
    { part: 'logs', usd: ((a.logBytes * million) / 1e9) * usd.logGb },
    ...(monitored ? [{ part: 'frames', usd: usdPerMillion.frame }] : []),
  ];
};

/** What an hour of one monitored conversation costs, its messages included, part by part. */
export const perMonitoredHour = (a: Assumptions, unitsOf: UnitsOf): readonly Part[] => {
  const pings = 3_600_000 / limits.heartbeatMs;
  const messages = 3600 / a.messageSeconds;
  const sum = (parts: readonly Part[]) => parts.reduce((total, part) => total + part.usd, 0);
  const difference = sum(perMillionMessages(a, unitsOf, true)) - sum(perMillionMessages(a, unitsOf, false));
  const heartbeat = unitsOf('heartbeat of one session');
  return [
    { part: 'an open socket', usd: (60 / million) * usd.socketMinutes },
    { part: 'heartbeats: frames both ways', usd: (pings * 2 * usdPerMillion.frame) / million },
    {
      part: 'heartbeats: functions',
      usd: (pings * (usdPerMillion.lambdaRequest + duration(a.functionMs / 2))) / million,
    },
    { part: 'heartbeats: database', usd: (pings * database(heartbeat)) / million },
    {
      part: 'claim and release',
      usd:
        (database(unitsOf('claim won')) + database(unitsOf('release')) + 2 * usdPerMillion.restRequest) /
        million,
    },
    { part: 'what monitoring adds to its messages', usd: (messages * difference) / million },
  ];
};

export const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.usd, 0);
