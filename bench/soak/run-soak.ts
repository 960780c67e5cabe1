import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../../src/contract/limits.ts';
import { live } from './conversation-life.ts';
import { guestOf, outsiderOf, type People, peopleOf } from './people.ts';
import type { Order } from './serve.ts';
import type { Served } from './served.ts';
import type { Tally } from './tally.ts';
import { countNothing, fallSilent, trespass } from './watchers.ts';

/** How hard, and for how long. */
export interface Drive {
  readonly ms: number;
  /** Conversations at once. */
  readonly lanes: number;
  /** Messages a second, of all conversations together. */
  readonly rate: number;
  /** How often environments of functions are killed, and the engine, a minute. */
  readonly functionKills: number;
  readonly engineKills: number;
}

/** What was sampled over the time, in order. */
export interface Course {
  readonly residentMb: readonly number[];
}

/** ms after a kill in which what was done is done again. */
const unrestMs = 10_000;
/** ms within which counts must be exact once nothing changes any more. */
const countsMs = 60_000;

/** Drives a served runtime, kills what is in it, and holds what it answers to the invariants. */
export const runSoak = async (
  served: Served,
  drive: Drive,
  tally: Tally,
  say: (line: string) => void,
): Promise<Course> => {
  const tenants = [await peopleOf(served.url), await peopleOf(served.url)] as const;
  const started = performance.now();
  const left = () => started + drive.ms - performance.now();
  let killedAt = Number.NEGATIVE_INFINITY;
  const disturbed = () => performance.now() - killedAt < unrestMs;
  const residentMb: number[] = [];

  /** Does something now and then until the time is over; one attempt that fails is told and not the last. */
  const repeatedly = async (everyMs: number, act: () => Promise<void> | void): Promise<void> => {
    for (;;) {
      await pause(Math.min(everyMs, Math.max(0, left())));
      if (left() <= 0) return;
      await attempt(act);
    }
  };
  const attempt = async (act: () => Promise<void> | void): Promise<void> => {
    try {
      await act();
    } catch (error) {
      tally.count(`cut short: ${(error as Error).message.slice(0, 80)}`);
    }
  };
  const kill = (order: Order): void => {
    killedAt = performance.now();
    served.order(order);
    tally.count(order.do);
  };

  const lane = async (index: number): Promise<void> => {
    const people = tenants[index % 2] as People;
    const gapMs = (1000 * drive.lanes) / drive.rate;
    await attempt(async () => {
      const guest = index % 4 < 2 ? await guestOf(served.url, people) : undefined;
      while (left() > 0) {
        const messages = 8 + Math.floor(Math.random() * 16);
        const customer = guest ?? outsiderOf(people);
        await attempt(() => live({ people, customer, messages, gapMs, tally, disturbed }));
      }
    });
  };

  /** Begins while there is time for a lease to run out. */
  const silent = async (): Promise<void> => {
    while (left() > limits.leaseMs + 10_000) await attempt(() => fallSilent(tenants[0], tally));
  };

  await Promise.all([
    repeatedly(10_000, () => {
      const looks = [...tally.checks.values()].reduce((sum, n) => sum + n, 0);
      say(`${Math.round(left() / 1000)} s left, ${looks} looks, ${tally.violations.length} broken`);
    }),
    ...Array.from({ length: drive.lanes }, (_, index) => lane(index)),
    silent(),
    repeatedly(Math.max(250, drive.ms / 60), () => {
      residentMb.push(served.residentMb());
    }),
    repeatedly(5_000, () => trespass(tenants[0], tenants[1], tally)),
    repeatedly(60_000 / drive.functionKills, () => kill({ do: 'kill a function', chance: Math.random() })),
    repeatedly(60_000 / drive.engineKills, () => kill({ do: 'kill the engine' })),
    repeatedly(drive.ms / 3, () => {
      served.order({ do: 'poison', tenantId: tenants[1].tenantId, conversationId: randomUUID() });
      tally.count('records poisoned');
    }),
  ]);
  say('waiting for counts to settle');
  for (const people of tenants) await countNothing(people, tally, countsMs);
  for (const { agents, supervisors } of tenants)
    for (const one of [...agents, ...supervisors]) one.channel.close();
  return { residentMb };
};
