import { limits } from '../../contract/limits.ts';
import type { HeadStore } from '../head/head.ts';
import { sweep } from '../head/monitoring-transitions.ts';
import type { Clock } from '../shared/clock.ts';
import type { HeldSession, RecordStore } from '../timeline/fact.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly records: Pick<RecordStore, 'held' | 'dropHeld' | 'sweptTo' | 'setSweptTo'>;
  readonly clock: Clock;
}

/** What a sweep did. */
export interface Swept {
  readonly seen: number;
  readonly closed: number;
  /** Whether it came to the end of the list. */
  readonly isWhole: boolean;
}

/** Whether a remembered session is still held, live or expired, by this fence. */
const closeIfExpired = async (deps: Deps, session: HeldSession): Promise<'closed' | 'held' | 'over'> => {
  const { tenantId, conversationId, fence } = session;
  const key = { tenantId, conversationId };
  const head = await deps.heads.get(key);
  if (head?.lease === undefined || head.fence !== fence) return 'over';
  const now = deps.clock.now();
  if (head.lease.expires > now) return 'held';
  const outcome = await deps.heads.apply(key, sweep({ supervisorId: head.lease.supervisorId, fence }, now));
  return outcome.ok ? 'closed' : 'held';
};

/** Sessions that are looked at side by side. */
const atOnce = 25;

/**
 * Closes every lease that has expired and that nobody claimed since, so that its end is written down with the time
 * its holder was last seen. Claims never wait for this: an expired lease counts for nothing already. A sweep whose time
 * is over before it has seen every session leaves word where the next one goes on.
 */
export const sweepSessions = async (deps: Deps): Promise<Swept> => {
  const until = deps.clock.now() + limits.sweepMs;
  const from = await deps.records.sweptTo();
  let [seen, closed] = [0, 0];
  let batch: HeldSession[] = [];
  const look = async (): Promise<void> => {
    const found = await Promise.all(
      batch.map(async (session) => {
        const is = await closeIfExpired(deps, session);
        if (is === 'over') await deps.records.dropHeld(session);
        return is;
      }),
    );
    seen += batch.length;
    closed += found.filter((is) => is === 'closed').length;
    batch = [];
  };
  for await (const session of deps.records.held(from)) {
    batch.push(session);
    if (batch.length < atOnce) continue;
    await look();
    if (deps.clock.now() < until) continue;
    await deps.records.setSweptTo(session);
    return { seen, closed, isWhole: false };
  }
  await look();
  if (from !== undefined) await deps.records.setSweptTo(undefined);
  return { seen, closed, isWhole: true };
};
