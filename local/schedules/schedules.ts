import * as z from 'zod';
import type { Functions } from '../lambda/functions.ts';
import type { Model } from '../template/model.ts';
import { parseCron } from './cron.ts';

/** The assembly's schedules that run functions. */
export interface Schedules {
  names(): readonly string[];
  /** Expressions that are not run locally, with their schedule's name. */
  readonly unsupported: readonly string[];
  /** Runs a schedule now; false when there is none of that name. */
  run(name: string): Promise<boolean>;
  start(): void;
  stop(): void;
}

const Target = z.object({ Arn: z.string(), Input: z.string().optional() });
const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  State: z.string().optional(),
  Target,
});
const RuleProperties = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().optional(),
  Targets: z.array(Target).default([]),
});

const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Schedules (EventBridge Scheduler and rules) with `rate(...)` and `cron(...)` in UTC; what is not read is told as
 * unsupported and can be run by hand.
 */
export const createSchedules = (model: Model, functions: Pick<Functions, 'invokeAsync'>): Schedules => {
  const found = [
    ...model
      .ofType(ScheduleProperties, 'AWS::Scheduler::Schedule')
      .map(({ ref, arn, logicalId, properties }) => ({
        name: ref,
        arn,
        logicalId,
        expression: zoned(properties.ScheduleExpression, properties.ScheduleExpressionTimezone),
        enabled: properties.State !== 'DISABLED',
        targets: [properties.Target],
      })),
    ...model
      .ofType(RuleProperties, 'AWS::Events::Rule')
      .flatMap(({ ref, arn, logicalId, properties: { ScheduleExpression: expression, State, Targets } }) =>
        expression === undefined
          ? []
          : [{ name: ref, arn, logicalId, expression, enabled: State !== 'DISABLED', targets: Targets }],
      ),
  ].map((schedule) => ({
    ...schedule,
    everyMs: rateMs(schedule.expression),
    names: parseCron(schedule.expression),
  }));
  const timers: NodeJS.Timeout[] = [];

  const run = async ({ arn, targets }: (typeof found)[number]): Promise<void> => {
    const event = {
      version: '0',
      id: crypto.randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: model.account,
      time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      region: model.region,
      resources: [arn],
      detail: {},
    };
    await Promise.all(
      targets
        .filter((target) => target.Arn.includes(':function:'))
        .map((target) => functions.invokeAsync(target.Arn, target.Input ? JSON.parse(target.Input) : event)),
    );
  };

  return {
    names: () => found.map(({ name }) => name),
    unsupported: found
      .filter(({ everyMs, names }) => everyMs === undefined && names === undefined)
      .map(({ name, expression }) => `${name}: ${expression}`),
    async run(name) {
      const schedule = found.find((candidate) => candidate.name === name || candidate.logicalId === name);
      if (schedule) await run(schedule);
      return schedule !== undefined;
    },
    start() {
      for (const schedule of found) {
        if (!schedule.enabled || schedule.everyMs === undefined) continue;
        // As on AWS, a run that outlasts its rate is joined by the next one.
        timers.push(setInterval(() => void run(schedule), schedule.everyMs));
      }
      const named = found.filter(({ enabled, names }) => enabled && names !== undefined);
      if (named.length === 0) return;
      let minute = Math.floor(Date.now() / 60_000);
      const look = () => {
        const now = Math.floor(Date.now() / 60_000);
        // A minute that a busy machine slept through is made up for.
        for (; minute < now; minute += 1)
          for (const schedule of named)
            if (schedule.names?.(new Date((minute + 1) * 60_000)) === true) void run(schedule);
      };
      timers.push(setInterval(look, 1_000));
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
};

/** The names of UTC that schedules bear; the CDK writes the second into each. */
const utc = new Set(['UTC', 'Etc/UTC']);

/** An expression, with its zone where that is another than UTC: such a one is not read. A rate knows no zone. */
const zoned = (expression: string, zone = 'UTC'): string =>
  utc.has(zone) || rateMs(expression) !== undefined ? expression : `${expression} ${zone}`;

/** Milliseconds of `rate(5 minutes)`; undefined for anything else. */
const rateMs = (expression: string): number | undefined => {
  const [, count, unit] = /^rate\((\d+) (second|minute|hour|day)s?\)$/.exec(expression) ?? [];
  return count && unit ? Number(count) * unitMs[unit as keyof typeof unitMs] : undefined;
};
