import * as z from 'zod';
import type { ServerFrame } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Runtime } from '../runtime.ts';

/** Measures, by the server's clock, how old live messages are when they come. */
export interface AgeMeter {
  /** A live message came just now; `time` is the entry's. */
  came(time: string): void;
  /** A ping was answered just now. */
  answered(sentAt: number, pong: ServerFrame): void;
  /** The largest age since it was last asked, ms; undefined where nothing came or the clocks were never compared. */
  take(): number | undefined;
}

/** ms after which a comparison of the clocks is replaced by a less exact one: a client's clock drifts, and is set. */
const staleMs = 300_000;

const Held = z.object({ leaseExpiresAt: z.iso.datetime() });
const Pong = z.object({ message: z.literal('pong'), conversations: z.array(z.unknown()) });

/** The server's time of a ping, which is its renewed lease's end less what a lease lives; undefined where none is held. */
const serverTime = ({ eventBody }: ServerFrame): number | undefined => {
  const ends = (Pong.safeParse(eventBody).data?.conversations ?? []).flatMap((each) => {
    const held = Held.safeParse(each).data;
    return held === undefined ? [] : [Date.parse(held.leaseExpiresAt)];
  });
  return ends.length === 0 ? undefined : Math.min(...ends) - limits.leaseMs;
};

/**
 * Makes the meter of a channel. The clocks are compared as by NTP (RFC 5905, section 8): the server's time is taken to be
 * that of the middle between ping and pong, so that an age is wrong by half the round trip at the most; the shortest
 * round trip of the last five minutes counts.
 */
export const ageMeter = (runtime: Pick<Runtime, 'now'>): AgeMeter => {
  /** By the client's own clock, until it is known how far that is off. */
  let largest: number | undefined;
  let clock: { readonly ahead: number; readonly trip: number; readonly at: number } | undefined;
  return {
    came: (time) => {
      const age = runtime.now() - Date.parse(time);
      if (!Number.isNaN(age)) largest = Math.max(largest ?? age, age);
    },
    answered: (sentAt, pong) => {
      const at = runtime.now();
      const server = serverTime(pong);
      const trip = at - sentAt;
      if (server === undefined || trip < 0) return;
      if (clock !== undefined && trip > clock.trip && at - clock.at < staleMs) return;
      clock = { ahead: server - (sentAt + at) / 2, trip, at };
    },
    take: () => {
      if (largest === undefined || clock === undefined) return undefined;
      const age = Math.round(largest + clock.ahead);
      largest = undefined;
      return Math.min(Math.max(age, 0), limits.reportedAgeMs);
    },
  };
};
